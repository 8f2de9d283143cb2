package dev.culprit.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(
        packages = "dev.culprit",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
final class ArchitectureTest {
    /** Other modules' tests, which may use what they like. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String MODEL = "dev.culprit.model..";
    private static final String WAREHOUSE = "dev.culprit.warehouse..";
    private static final String SCRAPES = "dev.culprit.scrapes..";
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
    static final ArchRule scrapesAndAnalysisKnowNoTablesAndNoEngine = noClasses()
            .that()
            .resideInAnyPackage(SCRAPES, ANALYSIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", WAREHOUSE);

    @ArchTest
    static final ArchRule scrapesAreReadByTheirJobOnly = noClasses()
            .that()
            .resideOutsideOfPackages(SCRAPES, EXTRACT_SERIES)
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
    static final ArchRule awsIsForTheMemoryJob = noClasses()
            .that()
            .resideOutsideOfPackage(EXTRACT_MEMORY)
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
}
