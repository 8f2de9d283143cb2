package dev.culprit.notebooks;

import dev.culprit.notebooks.Output.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture of a data frame, of which the first columns are read by their place. */
sealed interface Chart permits Bars, Dots, Lines {
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

    /** What the picture shows, for those who do not see it. */
    String description();

    int height();

    void paint(Graphics2D graphics);

    default Output output() {
        BufferedImage image = new BufferedImage(WIDTH, height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, height());
            paint(graphics);
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            graphics.dispose();
        }
        return new Output(description(), null, new Picture(png.toByteArray(), WIDTH));
    }

    /** The title at the left, and from the right end on what each colour stands for. */
    static void head(Graphics2D graphics, String title, Map<String, Color> keys) {
        graphics.setColor(INK);
        graphics.setFont(PLAIN.deriveFont(Font.BOLD, 29f));
        graphics.drawString(title, 8, 42);
        graphics.setFont(PLAIN);
        int width = keys.keySet().stream()
                .mapToInt(name -> graphics.getFontMetrics().stringWidth(name) + 64)
                .sum();
        int left = WIDTH - width;
        for (Map.Entry<String, Color> key : keys.entrySet()) {
            graphics.setColor(key.getValue());
            graphics.fillRect(left + 28, 29, 24, 8);
            graphics.setColor(SOFT);
            graphics.drawString(key.getKey(), left + 60, 42);
            left += graphics.getFontMetrics().stringWidth(key.getKey()) + 64;
        }
    }
}
