package dev.culprit.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PngTest {
    @Test
    void fewColoursAreKeptAsTheyAre() throws IOException {
        BufferedImage image = picture(7);
        BufferedImage read = read(image);
        assertThat(read.getRGB(0, 0, 64, 64, null, 0, 64)).isEqualTo(image.getRGB(0, 0, 64, 64, null, 0, 64));
    }

    @Test
    void manyColoursBecomeTheNearestOfThoseThatAreKept() throws IOException {
        BufferedImage image = picture(3);
        BufferedImage read = read(image);
        int[] before = image.getRGB(0, 0, 64, 64, null, 0, 64);
        int[] after = read.getRGB(0, 0, 64, 64, null, 0, 64);
        int[] kept = Arrays.stream(after).distinct().toArray();
        assertThat(kept).hasSize(256);
        for (int i = 0; i < before.length; i++) {
            int colour = before[i];
            assertThat(distance(colour, after[i]))
                    .isEqualTo(Arrays.stream(kept)
                            .map(other -> distance(colour, other))
                            .min()
                            .orElseThrow());
        }
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + blue * blue;
    }

    /** Red and blue in steps of two to the given power. */
    private static BufferedImage picture(int power) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        int step = 1 << power;
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                image.setRGB(x, y, (x * 4 / step * step) << 16 | (y * 4 / step * step));
            }
        }
        return image;
    }

    private static BufferedImage read(BufferedImage image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Png.of(image)));
    }
}
