package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.emrserverless.model.CreateApplicationRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;

/** The examples for Kubernetes and EMR Serverless, held against the types of those APIs and against Culprit's own command line. */
final class ClusterSchedulesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\?([A-Z_]+)}");
    private static final String MONDAYS = "[0-5]?\\d ([1-9]|1\\d|2[0-3]) \\* \\* 1";

    /** Unknown fields are errors, which Kubernetes' own types keep for later versions. */
    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static List<JsonNode> documents(String file) throws IOException {
        try (var parser = new YAMLFactory()
                .createParser(SchedulesTest.SCHEDULES.resolve(file).toFile())) {
            return STRICT.readValues(parser, JsonNode.class).readAll();
        }
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(SchedulesTest.SCHEDULES.resolve(file).toFile());
    }

    private static String text(String file) throws IOException {
        return Files.readString(SchedulesTest.SCHEDULES.resolve(file));
    }

    /** The configuration that the examples mount, with its variables named by what gives them a value. */
    private static Settings configuration(Set<String> variables) throws IOException {
        ConfigMap map = STRICT.treeToValue(documents("kubernetes-cronjob.yaml").get(0), ConfigMap.class);
        String text = map.getData().get("culprit.conf");
        assertThat(VARIABLE.matcher(text).results().map(match -> match.group(1)))
                .as("variables of the configuration")
                .isSubsetOf(variables)
                .contains("SMTP_PASSWORD");
        var file = Files.createTempFile("culprit", ".conf");
        try {
            Files.writeString(file, text);
            Map<String, String> values =
                    variables.stream().collect(Collectors.toMap(name -> name, name -> "of-" + name));
            return new SettingsBinder(ConfigurationFiles.load(file.toString(), List.of(), values, Configuration::new))
                    .bind();
        } finally {
            Files.delete(file);
        }
    }

    private static Set<String> names(List<EnvVar> variables) {
        assertThat(variables)
                .filteredOn(variable -> variable.getName().contains("PASSWORD"))
                .isNotEmpty()
                .allMatch(variable ->
                        variable.getValue() == null && variable.getValueFrom().getSecretKeyRef() != null);
        return variables.stream().map(EnvVar::getName).collect(Collectors.toSet());
    }

    @Test
    void kubernetesKnowsEveryFieldOfTheCronJob() throws IOException {
        CronJob cronJob =
                STRICT.treeToValue(documents("kubernetes-cronjob.yaml").get(1), CronJob.class);
        assertThat(cronJob.getApiVersion()).isEqualTo("batch/v1");
        assertThat(cronJob.getKind()).isEqualTo("CronJob");
        assertThat(cronJob.getSpec().getSchedule()).matches(MONDAYS);
        assertThat(cronJob.getSpec().getTimeZone()).isEqualTo("Etc/UTC");
        assertThat(cronJob.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        JobSpec job = cronJob.getSpec().getJobTemplate().getSpec();
        // Statuses count only where the pod itself is not restarted.
        assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getPodFailurePolicy().getRules().get(0).getOnExitCodes().getValues())
                .containsExactly(2, 3);
        Container container = job.getTemplate().getSpec().getContainers().get(0);
        assertThat(job.getPodFailurePolicy().getRules().get(0).getOnExitCodes().getContainerName())
                .isEqualTo(container.getName());
        assertThat(container.getCommand()).containsExactly("/opt/culprit/conf/schedules/culprit-weekly");
        assertThat(container.getArgs()).containsExactly("/etc/culprit/culprit.conf");
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getMountPath())
                .contains("/etc/culprit", "/tmp");
        Settings settings = configuration(names(container.getEnv()));
        assertThat(settings.environmentNames()).containsExactly("prod", "test");
        assertThat(settings.report().mail().to()).isNotEmpty();
    }

    /** Which verbs of which resources capture needs: docs/your-own-data.md and PodTargets have the same. */
    @Test
    void captureMayReadPodsAndNothingElse() throws IOException {
        List<JsonNode> documents = documents("kubernetes-capture.yaml");
        assertThat(documents)
                .extracting(document -> document.get("kind").asText())
                .containsExactly("ServiceAccount", "Role", "RoleBinding", "PersistentVolumeClaim", "CronJob");
        STRICT.treeToValue(documents.get(0), ServiceAccount.class);
        List<String> rights = new ArrayList<>();
        for (JsonNode rule : documents.get(1).get("rules")) {
            assertThat(rule.get("apiGroups")).hasSize(1);
            String resource = (rule.get("apiGroups").get(0).asText() + " "
                            + rule.get("resources").get(0).asText())
                    .strip();
            rule.get("verbs").forEach(verb -> rights.add(resource + " " + verb.asText()));
            assertThat(rule.get("resources")).hasSize(1);
        }
        assertThat(rights)
                .containsExactlyInAnyOrder(
                        "pods get",
                        "pods list",
                        "pods/proxy get",
                        "metrics.k8s.io pods get",
                        "metrics.k8s.io pods list");
        JsonNode binding = documents.get(2);
        assertThat(binding.get("roleRef").get("name"))
                .isEqualTo(documents.get(1).get("metadata").get("name"));
        assertThat(binding.get("subjects").get(0).get("name"))
                .isEqualTo(documents.get(0).get("metadata").get("name"));
        PersistentVolumeClaim claim = STRICT.treeToValue(documents.get(3), PersistentVolumeClaim.class);
        PodSpec pod = STRICT.treeToValue(documents.get(4), CronJob.class)
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec();
        assertThat(pod.getServiceAccountName())
                .isEqualTo(documents.get(0).get("metadata").get("name").asText());
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
                .isEqualTo(claim.getMetadata().getName());
        Container container = pod.getContainers().get(0);
        assertThat(container.getCommand()).containsExactly("/opt/culprit/bin/culprit");
        ParseResult parsed = Submission.parse(container.getArgs());
        assertThat(parsed.commandSpec().name()).isEqualTo("capture");
        assertThat(parsed.<Path>matchedOptionValue("--output", null))
                .startsWithRaw(Path.of(container.getVolumeMounts().get(0).getMountPath()));
    }

    @Test
    void theImagesTakeWhatTheBuildMakes() throws IOException {
        String version = Version.CURRENT.version();
        // A backslash at a line's end joins the next one to it, as Docker reads it.
        List<String> file = text("Dockerfile")
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(file)
                .allMatch(line -> line.matches("(FROM|ADD|RUN|USER|WORKDIR|ENTRYPOINT) .+"))
                .contains("ADD culprit-" + version + ".tar.gz /opt/", "ENTRYPOINT [\"/opt/culprit/bin/culprit\"]")
                .anyMatch(line -> line.startsWith("RUN ln -s culprit-" + version + " /opt/culprit "));
        assertThat(text("kubernetes-cronjob.yaml")).contains("image: registry.example.com/culprit:" + version + "\n");
        assertThat(text("kubernetes-capture.yaml")).contains("image: registry.example.com/culprit:" + version + "\n");
        // What the images and the schedules start is in the archive, and what it is made of is here.
        String archive = Files.readString(DemoDay.HOME.resolve("jobs/dist/archive-with-spark.xml"));
        Matcher source = Pattern.compile("<(?:directory|source)>\\$\\{project.basedir}/\\.\\./\\.\\./([^<]+)<")
                .matcher(archive);
        List<String> packed = source.results().map(found -> found.group(1)).toList();
        assertThat(packed)
                .contains(
                        "conf",
                        "conf/schedules",
                        "demo",
                        "docs",
                        "LICENSE",
                        "SECURITY.md",
                        "CHANGELOG.md",
                        "README.md");
        assertThat(packed)
                .allSatisfy(path -> assertThat(DemoDay.HOME.resolve(path)).exists());
        assertThat(archive)
                .contains("<baseDirectory>culprit-${project.version}</baseDirectory>", "<directory>bin</directory>");
        assertThat(DemoDay.HOME.resolve("jobs/dist/bin/culprit")).isExecutable();
        assertThat(SchedulesTest.SCHEDULES.resolve("culprit-weekly")).isExecutable();
        assertThat(text("Dockerfile.spark"))
                .contains(
                        "FROM apache/spark:" + spark() + "\n",
                        "COPY jobs/dist/target/culprit-all.jar /opt/culprit/lib/");
    }

    private static String spark() {
        return org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    /** Fields of v1beta2 as the operator's sources have them, as far as they are used; pods' parts are Kubernetes' own. */
    @Test
    void theSparkOperatorGetsItsFields() throws IOException {
        JsonNode application =
                documents("kubernetes-scheduled-spark-application.yaml").get(0);
        assertThat(application.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
        assertThat(application.get("kind").asText()).isEqualTo("ScheduledSparkApplication");
        JsonNode spec = application.get("spec");
        assertThat(spec.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "schedule",
                        "concurrencyPolicy",
                        "successfulRunHistoryLimit",
                        "failedRunHistoryLimit",
                        "template");
        assertThat(spec.get("schedule").asText()).matches(MONDAYS);
        assertThat(spec.get("concurrencyPolicy").asText()).isEqualTo("Forbid");
        JsonNode template = spec.get("template");
        assertThat(template.fieldNames())
                .toIterable()
                .contains("type", "sparkVersion", "mainApplicationFile", "driver", "executor")
                .isSubsetOf(
                        "type",
                        "mode",
                        "sparkVersion",
                        "image",
                        "mainClass",
                        "mainApplicationFile",
                        "arguments",
                        "restartPolicy",
                        "timeToLiveSeconds",
                        "sparkConf",
                        "dynamicAllocation",
                        "driver",
                        "executor");
        assertThat(template.get("sparkVersion").asText()).isEqualTo(spark());
        assertThat(template.get("dynamicAllocation").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("enabled", "initialExecutors", "minExecutors", "maxExecutors");
        JsonNode driver = template.get("driver");
        assertThat(driver.fieldNames())
                .toIterable()
                .isSubsetOf("cores", "memory", "serviceAccount", "configMaps", "env");
        assertThat(template.get("executor").fieldNames()).toIterable().isSubsetOf("cores", "memory", "serviceAccount");
        List<EnvVar> variables = new ArrayList<>();
        for (JsonNode variable : driver.get("env")) {
            variables.add(STRICT.treeToValue(variable, EnvVar.class));
        }
        configuration(names(variables));
        ParseResult parsed = new Submission(
                        List.of(),
                        template.get("mainClass").asText(),
                        template.get("mainApplicationFile").asText(),
                        texts(template.get("arguments")))
                .check();
        assertThat(parsed.<String>matchedOptionValue("--conf", null))
                .startsWith(driver.get("configMaps").get(0).get("path").asText());
        assertThat(text("Dockerfile.spark"))
                .contains(template.get("mainApplicationFile").asText().replaceAll("^local://|[^/]*$", ""));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void awsKnowsEveryFieldOfItsRequests() throws IOException {
        JsonNode application = json("emr-serverless-application.json");
        assertFields(CreateApplicationRequest.builder(), application, "application");
        assertThat(application.at("/schedulerConfiguration/maxConcurrentRuns").asInt())
                .isEqualTo(1);

        JsonNode run = json("emr-serverless-job-run.json");
        assertFields(StartJobRunRequest.builder(), run, "job run");
        JsonNode submit = run.at("/jobDriver/sparkSubmit");
        List<String> words = new ArrayList<>(
                List.of(submit.get("sparkSubmitParameters").asText().split(" ")));
        words.add(submit.get("entryPoint").asText());
        words.addAll(texts(submit.get("entryPointArguments")));
        assertThat(Submission.of(words).check().hasMatchedOption("--fail-on-finding"))
                .isTrue();
        assertThat(run.findValue("properties").elements())
                .toIterable()
                .allMatch(secret -> secret.asText().startsWith("EMR.secret@"));

        JsonNode schedule = json("emr-serverless-schedule.json");
        assertFields(CreateScheduleRequest.builder(), schedule, "schedule");
        assertThat(schedule.get("ScheduleExpression").asText())
                .matches("cron\\([0-5]?\\d ([1-9]|1\\d|2[0-3]) \\? \\* MON \\*\\)");
        assertThat(schedule.at("/Target/Arn").asText())
                .isEqualTo("arn:aws:scheduler:::aws-sdk:emrserverless:startJobRun");
        // The schedule starts exactly that job run; the SDK's names begin with capitals there.
        Map<String, Object> input = new TreeMap<>();
        new ObjectMapper()
                .readTree(schedule.at("/Target/Input").asText())
                .properties()
                .forEach(field -> input.put(
                        field.getKey(), uncapitalised(field.getValue()).toString()));
        assertThat(input.remove("ClientToken")).isEqualTo("\"<aws.scheduler.execution-id>\"");
        Map<String, Object> expected = new TreeMap<>();
        run.properties()
                .forEach(field -> expected.put(
                        capitalised(field.getKey()), field.getValue().toString()));
        assertThat(input).isEqualTo(expected);
    }

    private static String capitalised(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    private static JsonNode uncapitalised(JsonNode node) {
        String text = Pattern.compile("\"([A-Z])(\\w*)\":")
                .matcher(node.toString())
                .replaceAll((MatchResult name) ->
                        "\"%s%s\":".formatted(name.group(1).toLowerCase(java.util.Locale.ROOT), name.group(2)));
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Names and types by the SDK's own description of a request. */
    private static void assertFields(SdkPojo pojo, JsonNode node, String where) {
        Map<String, SdkField<?>> fields =
                pojo.sdkFields().stream().collect(Collectors.toMap(field -> field.locationName(), field -> field));
        node.properties().forEach(entry -> {
            String path = where + "." + entry.getKey();
            assertThat(fields).as(path).containsKey(entry.getKey());
            assertField(fields.get(entry.getKey()), entry.getValue(), path);
        });
    }

    private static void assertField(SdkField<?> field, JsonNode value, String path) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            assertThat(value.isObject()).as(path).isTrue();
            assertFields(field.constructor().get(), value, path);
        } else if (type == MarshallingType.LIST) {
            assertThat(value.isArray()).as(path).isTrue();
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            value.forEach(element -> assertField(member, element, path + "[]"));
        } else if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            value.forEach(element -> assertField(member, element, path + "{}"));
        } else if (type == MarshallingType.STRING) {
            assertThat(value.isTextual()).as(path).isTrue();
        } else if (type == MarshallingType.BOOLEAN) {
            assertThat(value.isBoolean()).as(path).isTrue();
        } else {
            assertThat(value.isNumber()).as(path).isTrue();
        }
    }
}
