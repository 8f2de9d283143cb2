package dev.culprit.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

@AnalyzeClasses(
        packages = "dev.culprit",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
final class ArchitectureTest {
    /** Other modules' tests and the stand-in that serves them, which may use what they like. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("cloudwatch-stand-in");
        }
    }

    private static final String MODEL = "dev.culprit.model..";
    private static final String WAREHOUSE = "dev.culprit.warehouse..";
    private static final String SCRAPES = "dev.culprit.scrapes..";
    private static final String SCRAPE_FILES = "dev.culprit.scrapefiles..";
    private static final String TSDB = "dev.culprit.tsdb..";
    private static final String PROMETHEUS_API = "dev.culprit.prometheus..";
    private static final String ANALYSIS = "dev.culprit.analysis..";
    private static final String EXTRACT_MEMORY = "dev.culprit.extract.memory..";
    private static final String EXTRACT_SERIES = "dev.culprit.extract.series..";
    private static final String CORRELATE = "dev.culprit.correlate..";
    private static final String REPORT = "dev.culprit.report..";
    private static final String APP = "dev.culprit.app..";

    @ArchTest
    static final ArchRule theModelNeedsTheJdkAndItsNullnessAnnotationsOnly = classes()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", MODEL);

    @ArchTest
    static final ArchRule theReadersAndTheAnalysisKnowNoTablesAndNoEngine = noClasses()
            .that()
            .resideInAnyPackage(SCRAPES, TSDB, PROMETHEUS_API, ANALYSIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", WAREHOUSE);

    @ArchTest
    static final ArchRule scrapesAreReadByTheJobsThatExtractOnly = noClasses()
            .that()
            .resideOutsideOfPackages(SCRAPES, SCRAPE_FILES, EXTRACT_MEMORY, EXTRACT_SERIES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SCRAPES);

    @ArchTest
    static final ArchRule theAnalysisServesCorrelateOnly = noClasses()
            .that()
            .resideOutsideOfPackages(ANALYSIS, CORRELATE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ANALYSIS);

    @ArchTest
    static final ArchRule noJobKnowsAnother = SlicesRuleDefinition.slices()
            .matching("dev.culprit.(extract.memory|extract.series|correlate|report)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nobodyKnowsTheApplication = noClasses()
            .that()
            .resideOutsideOfPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    @ArchTest
    static final ArchRule sparkIsForTheJobsThatNeedIt = noClasses()
            .that()
            .resideOutsideOfPackages(EXTRACT_SERIES, CORRELATE, APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark..");

    @ArchTest
    static final ArchRule commandLineAndConfigurationLibrariesStayInTheApplication = noClasses()
            .that()
            .resideOutsideOfPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "com.typesafe..");

    @ArchTest
    static final ArchRule awsIsForTheMemoryJobAndForSigningQueries = noClasses()
            .that()
            .resideOutsideOfPackages(EXTRACT_MEMORY, PROMETHEUS_API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..");

    @ArchTest
    static final ArchRule mailIsForTheReport = noClasses()
            .that()
            .resideOutsideOfPackage(REPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.mail..", "jakarta.mail..", "org.simplejavamail..");

    @ArchTest
    static final ArchRule noPackagesUseEachOtherInACircle =
            SlicesRuleDefinition.slices().matching("dev.culprit.(**)").should().beFreeOfCycles();

    /** Two or three that need each other may be one thought; more cannot be read one after the other. */
    @ArchTest
    static void noPackageHasACircleOfMoreThanThreeTypes(JavaClasses classes) {
        assertThat(Circles.withinPackages(classes))
                .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(3));
    }

    /** The list in docs/method.md is the order: each package uses those above it, and the root uses all. */
    @ArchTest
    static void theMethodIsMadeOfTheLayersThatItsPageLists(JavaClasses classes) throws IOException {
        List<String> layers = layers();
        assertThat(classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("dev.culprit.analysis.")))
                .as("packages of the method")
                .isSubsetOf(layers.stream()
                        .map(layer -> "dev.culprit.analysis." + layer)
                        .toList());
        for (int i = 0; i < layers.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.culprit.analysis." + layers.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(
                                    Stream.of("dev.culprit.analysis"),
                                    layers.subList(i + 1, layers.size()).stream()
                                            .map(later -> "dev.culprit.analysis." + later))
                            .toArray(String[]::new))
                    .check(classes);
        }
    }

    private static List<String> layers() throws IOException {
        Matcher list = Pattern.compile("(?s)```layers\\n(.*?)\\n```")
                .matcher(Files.readString(DemoDay.HOME.resolve("docs/method.md")));
        assertThat(list.find()).as("a list of layers in docs/method.md").isTrue();
        return list.group(1).lines().toList();
    }
}
