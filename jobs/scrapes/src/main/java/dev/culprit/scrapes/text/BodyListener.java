package dev.culprit.scrapes.text;

/** Takes what is new in a body. */
public interface BodyListener {
    /** Whether the bytes are the name of a series in its most common form, without having to be. */
    boolean isPlain(byte[] bytes, int from, int to);

    /**
     * A series in a text that was not seen before.
     *
     * @param text the number that it gets in {@link SeriesTextTable}
     * @return what stands for it in {@link dev.culprit.scrapes.lifetime.ScrapeColumns}; not -1
     */
    int series(byte[] bytes, int from, int to, int text) throws MalformedLineException;

    void type(String name, String type);
}
