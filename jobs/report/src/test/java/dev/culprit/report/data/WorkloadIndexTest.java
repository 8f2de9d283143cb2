package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import org.junit.jupiter.api.Test;

final class WorkloadIndexTest {
    private final WorkloadIndex index = new WorkloadIndex();

    @Test
    void whatCorrelateDecidedHolds() {
        index.place(container("decided", "shop-7d9f8b6c5-x2x4z"));
        assertThat(index.of(container("said", "shop-7d9f8b6c5-x2x4z")).workload())
                .isEqualTo("decided");
    }

    @Test
    void theFirstRowThatNamesAWorkloadNamesItForAll() {
        assertThat(index.of(container("said", "shop-7d9f8b6c5-x2x4z")).workload())
                .isEqualTo("said");
        assertThat(index.of(container(null, "shop-7d9f8b6c5-x2x4z")).workload()).isEqualTo("said");
    }

    @Test
    void withoutAnyTheNameOfThePodDecides() {
        assertThat(index.of(container(null, "shop-7d9f8b6c5-x2x4z")).workload()).isEqualTo("shop");
    }

    @Test
    void memoryOfAWholePodBelongsToNoContainer() {
        assertThat(index.of(new Container("prod", null, "web", "shop", "shop-0", null))
                        .container())
                .isEmpty();
    }

    private static Container container(String workload, String pod) {
        return new Container("prod", null, "web", workload, pod, "app");
    }
}
