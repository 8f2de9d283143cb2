package dev.culprit.app;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What uses itself over others: the strongly connected components of a graph, by Tarjan ("Depth-first search and linear graph
 * algorithms", SIAM J. Comput. 1, 1972).
 */
public final class Circles {
    private final Map<String, ? extends Set<String>> uses;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private Circles(Map<String, ? extends Set<String>> uses) {
        this.uses = uses;
    }

    /** Circles of two and more types of the same package; nested types count as their outermost one. */
    public static List<Set<String>> withinPackages(Iterable<JavaClass> classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass user : classes) {
            Set<String> used = uses.computeIfAbsent(outermost(user), type -> new TreeSet<>());
            user.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(other -> other.getPackageName().equals(user.getPackageName()))
                    .map(Circles::outermost)
                    .forEach(used::add);
        }
        return of(uses);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(Circles::outermost).orElse(type.getName());
    }

    /**
     * Circles of two and more.
     *
     * @param uses what each uses; itself does not count
     */
    static List<Set<String>> of(Map<String, ? extends Set<String>> uses) {
        Circles circles = new Circles(uses);
        new TreeSet<>(uses.keySet()).forEach(each -> {
            if (!circles.numbers.containsKey(each)) {
                circles.visit(each);
            }
        });
        return circles.found;
    }

    private void visit(String one) {
        int number = numbers.size();
        numbers.put(one, number);
        lowest.put(one, number);
        open.push(one);
        for (String other : uses.containsKey(one) ? uses.get(one) : Set.<String>of()) {
            if (!numbers.containsKey(other)) {
                visit(other);
                lowest.merge(one, lowest.get(other), Math::min);
            } else if (open.contains(other)) {
                lowest.merge(one, numbers.get(other), Math::min);
            }
        }
        if (lowest.get(one) == number) {
            Set<String> circle = new TreeSet<>();
            do {
                circle.add(open.pop());
            } while (!circle.contains(one));
            if (circle.size() > 1) {
                found.add(circle);
            }
        }
    }
}
