package dev.culprit.notebooks;

import dev.culprit.notebooks.Output.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A picture of a data frame, whose columns are read by position. */
interface Chart {
    /** In pixels; shown at half of it. */
    int WIDTH = 1560;

    Color INK = new Color(0x1d2023);
    Color SOFT = new Color(0x5c636b);
    Color RULE = new Color(0xe4e4de);
    List<Color> COLOURS = List.of(
            new Color(0x2b5c9e),
            new Color(0xc4571b),
            new Color(0x16806f),
            new Color(0x7d4cb3),
            new Color(0x857000),
            new Color(0x4a4f55));
    Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 25);
    int HEAD = 76;
    /** Width of a key's colour and of the space before it, in pixels. */
    int KEY = 64;

    /** The picture in words, for those who cannot see it. */
    String description();

    int height();

    void paint(Graphics2D graphics);

    default Output output() {
        BufferedImage image = new BufferedImage(WIDTH, height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, height());
            paint(graphics);
        } finally {
            graphics.dispose();
        }
        return new Output(description(), null, new Picture(Png.of(image), WIDTH));
    }

    /** Draws the title at the left and the legend at the right. */
    static void head(Graphics2D graphics, String title, Map<String, Color> keys) {
        graphics.setColor(INK);
        graphics.setFont(PLAIN.deriveFont(Font.BOLD, 29f));
        graphics.drawString(title, 8, 42);
        int free = WIDTH - 8 - graphics.getFontMetrics().stringWidth(title) - 24;
        graphics.setFont(PLAIN);
        FontMetrics metrics = graphics.getFontMetrics();
        // Keys that do not fit beside the title are left out: by then colours repeat anyway.
        List<Map.Entry<String, Color>> fitting = new ArrayList<>();
        for (Map.Entry<String, Color> key : keys.entrySet()) {
            free -= metrics.stringWidth(key.getKey()) + KEY;
            if (free >= 0) {
                fitting.add(key);
            }
        }
        int left = WIDTH
                - fitting.stream()
                        .mapToInt(key -> metrics.stringWidth(key.getKey()) + KEY)
                        .sum();
        for (Map.Entry<String, Color> key : fitting) {
            graphics.setColor(key.getValue());
            graphics.fillRect(left + KEY - 36, 29, 24, 8);
            graphics.setColor(SOFT);
            graphics.drawString(key.getKey(), left + KEY - 4, 42);
            left += metrics.stringWidth(key.getKey()) + KEY;
        }
    }
}
