package dev.culprit.cloudwatch.standin.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the few shapes of queries that there are; everything else is refused. */
final class Promql {
    private static final Pattern TOKEN = Pattern.compile(
            "\\G\\s*(?:(?<word>[A-Za-z_:][A-Za-z0-9_:]*)|(?<text>\"(?:[^\"\\\\]|\\\\.)*\")|(?<range>\\[\\d+(?:ms|s|m|h|d)])|(?<sign>=~|!~|!=|=|[(){},])|(?<number>\\d+))");

    private final String query;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private Promql(String query) {
        this.query = query;
        Matcher token = TOKEN.matcher(query);
        int end = 0;
        while (token.find()) {
            tokens.add(token.group().strip());
            end = token.end();
        }
        if (!query.substring(end).isBlank()) {
            throw PromqlRefusal.malformed("parse error at " + query.substring(end));
        }
    }

    /** A condition on a label. */
    record Condition(String label, String operator, String value, Pattern pattern) {
        boolean accepts(StoredSeries series) {
            String found = series.label(label);
            return switch (operator) {
                case "=" -> found.equals(value);
                case "!=" -> !found.equals(value);
                case "=~" -> pattern.matcher(found).matches();
                default -> !pattern.matcher(found).matches();
            };
        }
    }

    sealed interface Expression {
        /** A number that reads nothing. */
        record Constant() implements Expression {}

        /** @param range in milliseconds, 0 for the last sample within the lookback */
        record Selection(List<Condition> conditions, long range) implements Expression {}

        record OverTime(String function, Selection of) implements Expression {}

        record Aggregate(String operator, List<String> by, Expression of) implements Expression {}
    }

    static Expression parse(String query) {
        Promql reader = new Promql(query);
        Expression expression = reader.expression();
        if (reader.at < reader.tokens.size()) {
            throw PromqlRefusal.malformed("parse error: unexpected " + reader.tokens.get(reader.at));
        }
        return expression;
    }

    static Expression.Selection selector(String text) {
        if (parse(text) instanceof Expression.Selection selection && selection.range() == 0) {
            return selection;
        }
        throw PromqlRefusal.malformed("not a selector: " + text);
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at >= tokens.size()) {
            throw PromqlRefusal.malformed("parse error: unexpected end of " + query);
        }
        return tokens.get(at++);
    }

    private void expect(String token) {
        String found = next();
        if (!found.equals(token)) {
            throw PromqlRefusal.malformed("parse error: unexpected %s, expected %s".formatted(found, token));
        }
    }

    private Expression expression() {
        String word = peek();
        if (word.equals("vector")) {
            at++;
            expect("(");
            next();
            expect(")");
            return new Expression.Constant();
        }
        if (word.equals("count") || word.equals("sum")) {
            at++;
            List<String> by = new ArrayList<>();
            if (peek().equals("by")) {
                at++;
                expect("(");
                while (!peek().equals(")")) {
                    by.add(name(next()));
                    if (peek().equals(",")) {
                        at++;
                    }
                }
                expect(")");
            }
            expect("(");
            Expression of = expression();
            expect(")");
            return new Expression.Aggregate(word, by, of);
        }
        if (word.endsWith("_over_time")) {
            at++;
            expect("(");
            Expression.Selection of = selection();
            expect(")");
            if (of.range() == 0 || !List.of("last", "sum", "count").contains(word.replace("_over_time", ""))) {
                throw PromqlRefusal.malformed("unknown function or no range: " + word);
            }
            return new Expression.OverTime(word, of);
        }
        return selection();
    }

    private static String name(String token) {
        return token.startsWith("\"") ? unquoted(token) : token;
    }

    private Expression.Selection selection() {
        List<Condition> conditions = new ArrayList<>();
        if (!peek().equals("{")) {
            conditions.add(condition(SeriesStore.NAME, "=", next()));
        }
        if (peek().equals("{")) {
            at++;
            while (!peek().equals("}")) {
                String label = name(next());
                String operator = next();
                if (!List.of("=", "!=", "=~", "!~").contains(operator)) {
                    throw PromqlRefusal.malformed("unexpected character inside braces: " + operator);
                }
                conditions.add(condition(label, operator, unquoted(next())));
                if (!peek().equals("}")) {
                    expect(",");
                }
            }
            expect("}");
        }
        long range = 0;
        if (peek().startsWith("[")) {
            range = millis(next());
        }
        return new Expression.Selection(conditions, range);
    }

    private static Condition condition(String label, String operator, String value) {
        boolean isPattern = operator.endsWith("~");
        return new Condition(label, operator, value, Pattern.compile(isPattern ? value : "", Pattern.DOTALL));
    }

    private static String unquoted(String token) {
        if (!token.startsWith("\"")) {
            throw PromqlRefusal.malformed("unexpected %s, expected a string".formatted(token));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < token.length() - 1; i++) {
            char c = token.charAt(i);
            if (c == '\\') {
                i++;
                switch (token.charAt(i)) {
                    case 'n' -> out.append('\n');
                    case 'r' -> out.append('\r');
                    case 't' -> out.append('\t');
                    case 'x' -> {
                        out.append((char) Integer.parseInt(token.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    default -> out.append(token.charAt(i));
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static long millis(String token) {
        String duration = token.replaceAll("[\\[\\]]", "");
        Matcher parts = Pattern.compile("(\\d+)(ms|s|m|h|d)").matcher(duration);
        if (!parts.matches()) {
            throw PromqlRefusal.malformed("not a duration: " + duration);
        }
        long unit = switch (parts.group(2)) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return Long.parseLong(parts.group(1)) * unit;
    }
}
