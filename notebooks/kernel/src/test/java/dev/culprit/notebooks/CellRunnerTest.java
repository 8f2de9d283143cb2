package dev.culprit.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Public, as a cell calls it. */
public final class CellRunnerTest {
    /** What the cell of {@link #aCellThatRunsForeverIsStopped} counts down when it has begun. */
    public static final CountDownLatch BEGUN = new CountDownLatch(1);

    private static final CellRunner RUNNER = new CellRunner(List.of("import java.util.*;"));

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void theValueOfTheLastExpressionIsTheCells() {
        assertThat(RUNNER.run("int six = 6;\nsix * 7")).isEqualTo(42);
        assertThat(RUNNER.run("six")).isEqualTo(6);
        assertThat(RUNNER.run("List.of(six);\n")).isEqualTo(List.of(6));
    }

    @Test
    void declarationsAssignmentsAndStatementsShowNothing() {
        assertThat(RUNNER.run("int one = 1;")).isNull();
        assertThat(RUNNER.run("one = 2")).isNull();
        assertThat(RUNNER.run("for (int i = 0; i < 3; i++) { one += i; }")).isNull();
        assertThat(RUNNER.run("record Pair(int a, int b) {}")).isNull();
        assertThat(RUNNER.run("null")).isNull();
        assertThat(RUNNER.run("one + new Pair(1, 2).b()")).isEqualTo(7);
    }

    @Test
    void whatIsNoJavaIsToldWithItsLine() {
        assertThatThrownBy(() -> RUNNER.run("int fine = 1;\n\nint wrong = fine +\n    missing;"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines())
                        .containsExactly(
                                "Not Java: cannot find symbol", "  symbol:   variable missing", "  line 4: missing;"));
        assertThat(RUNNER.run("fine")).isEqualTo(1);
    }

    @Test
    void whatIsThrownIsToldWithoutATrace() {
        assertThatThrownBy(() -> RUNNER.run("int[] two = new int[2];\ntwo[1]++;\ntwo[5]++;"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines())
                        .containsExactly(
                                "ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 2",
                                "  line 3: two[5]++;"));
    }

    @Test
    void controlCharactersInMessagesAreEscaped() {
        assertThatThrownBy(() -> RUNNER.run("throw new IllegalStateException(\"\\u001b[31mred\")"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines().get(0)).contains("\\u{1b}[31mred"));
    }

    @Test
    void aCellThatRunsForeverIsStopped() throws InterruptedException {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                BEGUN.await();
                RUNNER.stop();
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> RUNNER.run("dev.culprit.notebooks.CellRunnerTest.BEGUN.countDown();\nwhile (true) {}"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines()).containsExactly("Interrupted: the cell was stopped"));
        stopped.join();
        assertThat(RUNNER.run("1 + 1")).isEqualTo(2);
    }

    @Test
    void namesAreCompletedAlsoBehindOtherStatements() {
        RUNNER.run("String text = \"a\";");
        String cell = "int one = text.length();\ntext.subs";
        CellRunner.Completion completion = RUNNER.completion(cell, cell.length());
        assertThat(completion.names()).contains("substring(");
        assertThat(cell.substring(completion.begin())).isEqualTo("subs");
    }

    @Test
    void anOpenBraceAsksForMore() {
        assertThat(RUNNER.isComplete("int a = 1; a")).isTrue();
        assertThat(RUNNER.isComplete("int a = 1;\nif (a > 0) {")).isFalse();
    }
}
