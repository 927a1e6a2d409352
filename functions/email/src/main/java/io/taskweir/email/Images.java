package io.taskweir.email;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes images, once their size is known to be within what is left of the attachment's pixels. A
 * large one is decoded to every second, third... row and column.
 */
final class Images {

  /** A code on a page keeps its modules apart at this many rows and columns. */
  private static final int MOST_SIDE = 1_600;

  /** Formats whose decoder takes memory by the image's own size; tiles of TIFF are not bounded. */
  private static final Set<String> BOUNDED = Set.of("png", "jpeg", "gif", "bmp");

  private Images() {}

  /** Looks for a code in an image; one that cannot be read is said to be broken. */
  static void look(byte[] image, String name, Inspection inspection) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      ImageReader reader = readers.hasNext() ? readers.next() : null;
      if (reader == null || !BOUNDED.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        inspection.giveUp("IMAGE_BROKEN", name);
        return;
      }
      try {
        reader.setInput(in, true, true);
        look(reader, name, inspection);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      inspection.giveUp("IMAGE_BROKEN", name);
    }
  }

  private static void look(ImageReader reader, String name, Inspection inspection)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (!inspection.takesPixels((long) width * height)) {
      inspection.giveUp("IMAGE_PIXELS", width + "x" + height + '/' + name);
      return;
    }
    ImageReadParam every = reader.getDefaultReadParam();
    int step = Math.max(1, (Math.max(width, height) + MOST_SIDE - 1) / MOST_SIDE);
    every.setSourceSubsampling(step, step, 0, 0);
    BufferedImage image = reader.read(0, every);
    QrCodes.look(GrayImage.of(image), inspection);
  }
}
