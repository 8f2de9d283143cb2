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
public final class CellsTest {
    /** What the cell of {@link #aCellThatRunsForeverIsStopped} counts down when it has begun. */
    public static final CountDownLatch BEGUN = new CountDownLatch(1);

    private static final Cells CELLS = new Cells(List.of("import java.util.*;"));

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void theValueOfTheLastExpressionIsTheCells() {
        assertThat(CELLS.run("int six = 6;\nsix * 7")).isEqualTo(42);
        assertThat(CELLS.run("six")).isEqualTo(6);
        assertThat(CELLS.run("List.of(six);\n")).isEqualTo(List.of(6));
    }

    @Test
    void declarationsAssignmentsAndStatementsShowNothing() {
        assertThat(CELLS.run("int one = 1;")).isNull();
        assertThat(CELLS.run("one = 2")).isNull();
        assertThat(CELLS.run("for (int i = 0; i < 3; i++) { one += i; }")).isNull();
        assertThat(CELLS.run("record Pair(int a, int b) {}")).isNull();
        assertThat(CELLS.run("null")).isNull();
        assertThat(CELLS.run("one + new Pair(1, 2).b()")).isEqualTo(7);
    }

    @Test
    void whatIsNoJavaIsToldWithItsLine() {
        assertThatThrownBy(() -> CELLS.run("int fine = 1;\n\nint wrong = fine +\n    missing;"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines())
                        .containsExactly(
                                "Not Java: cannot find symbol", "  symbol:   variable missing", "  line 4: missing;"));
        assertThat(CELLS.run("fine")).isEqualTo(1);
    }

    @Test
    void whatIsThrownIsToldWithoutATrace() {
        assertThatThrownBy(() -> CELLS.run("int[] two = new int[2];\ntwo[1]++;\ntwo[5]++;"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines())
                        .containsExactly(
                                "ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 2",
                                "  line 3: two[5]++;"));
    }

    @Test
    void controlCharactersInMessagesAreEscaped() {
        assertThatThrownBy(() -> CELLS.run("throw new IllegalStateException(\"\\u001b[31mred\")"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines().get(0)).contains("\\u{1b}[31mred"));
    }

    @Test
    void aCellThatRunsForeverIsStopped() throws InterruptedException {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                BEGUN.await();
                CELLS.stop();
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> CELLS.run("dev.culprit.notebooks.CellsTest.BEGUN.countDown();\nwhile (true) {}"))
                .asInstanceOf(type(CellFailure.class))
                .satisfies(failure -> assertThat(failure.lines()).containsExactly("Interrupted: the cell was stopped"));
        stopped.join();
        assertThat(CELLS.run("1 + 1")).isEqualTo(2);
    }

    @Test
    void namesAreCompletedAlsoBehindOtherStatements() {
        CELLS.run("String text = \"a\";");
        String cell = "int one = text.length();\ntext.subs";
        Cells.Completion completion = CELLS.completion(cell, cell.length());
        assertThat(completion.names()).contains("substring(");
        assertThat(cell.substring(completion.begin())).isEqualTo("subs");
    }

    @Test
    void anOpenBraceAsksForMore() {
        assertThat(CELLS.isComplete("int a = 1; a")).isTrue();
        assertThat(CELLS.isComplete("int a = 1;\nif (a > 0) {")).isFalse();
    }
}
