package dev.culprit.cloudwatch.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;

/** Members and types that the API knows, as its Java model tells: the model's files are not in the SDK. */
final class RequestShape {
    private static final SdkPojo GET_METRIC_DATA =
            GetMetricDataRequest.builder().build();
    private static final SdkPojo LIST_METRICS = ListMetricsRequest.builder().build();

    private RequestShape() {}

    static void check(Operation operation, Map<String, Object> request) {
        check(operation == Operation.LIST_METRICS ? LIST_METRICS : GET_METRIC_DATA, request, operation.wireName());
    }

    private static void check(SdkPojo shape, Map<String, Object> value, String path) {
        Map<String, SdkField<?>> members = shape.sdkFieldNameToField();
        value.forEach((name, member) -> {
            SdkField<?> field = members.get(name);
            String at = path + "." + name;
            if (field == null) {
                throw new Refusal(400, "SerializationException", at + " is not a member of the API");
            }
            check(field, member, at);
        });
    }

    @SuppressWarnings("unchecked") // decoded maps have names as keys
    private static void check(SdkField<?> field, Object value, String at) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO && value instanceof Map<?, ?> map) {
            check(field.constructor().get(), (Map<String, Object>) map, at);
        } else if (type == MarshallingType.LIST && value instanceof List<?> list) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            for (int index = 0; index < list.size(); index++) {
                check(member, list.get(index), at + ".member." + (index + 1));
            }
        } else if (!isScalar(type, value)) {
            throw new Refusal(400, "SerializationException", at + " is not " + type.getTargetClass());
        }
    }

    private static boolean isScalar(MarshallingType<?> type, Object value) {
        return (type == MarshallingType.STRING && value instanceof String)
                || (type == MarshallingType.INTEGER && value instanceof Long number && number == number.intValue())
                || (type == MarshallingType.BOOLEAN && value instanceof Boolean)
                || (type == MarshallingType.INSTANT && value instanceof Instant);
    }
}
