package io.taskweir.email;

import com.google.zxing.LuminanceSource;
import java.awt.image.BufferedImage;
import javax.annotation.Nullable;

/** An image as shades of grey, a byte each, as the reader of codes takes it. */
final class GrayImage extends LuminanceSource {

  private final byte[] shades;

  private GrayImage(byte[] shades, int width, int height) {
    super(width, height);
    this.shades = shades;
  }

  static GrayImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] shades = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        shades[y * width + x] = (byte) shade(row[x]);
      }
    }
    return new GrayImage(shades, width, height);
  }

  /**
   * An image of samples as they lie in a PDF, rows of whole bytes; null where there are too few, or
   * they are of no kind that is known: 1 bit, or 8 bits of 1, 3 or 4 components.
   */
  @Nullable
  static GrayImage ofSamples(byte[] samples, int width, int height, int bits) {
    byte[] shades = new byte[width * height];
    int rowOfBits = (width + 7) / 8;
    if (bits == 1 && samples.length >= rowOfBits * height) {
      for (int i = 0; i < shades.length; i++) {
        int x = i % width;
        int bit = samples[i / width * rowOfBits + x / 8] >> (7 - x % 8) & 1;
        shades[i] = (byte) -bit;
      }
      return new GrayImage(shades, width, height);
    }
    int components = samples.length / shades.length;
    if (bits != 8 || components < 1 || components > 4) {
      return null;
    }
    for (int i = 0; i < shades.length; i++) {
      shades[i] = samples[i * components + (components == 1 ? 0 : 1)];
    }
    return new GrayImage(shades, width, height);
  }

  /** Green counts twice; what is transparent shows the white page behind it. */
  private static int shade(int argb) {
    int grey = ((argb >> 16 & 0xFF) + 2 * (argb >> 8 & 0xFF) + (argb & 0xFF)) / 4;
    int alpha = argb >>> 24;
    return (grey * alpha + 255 * (255 - alpha)) / 255;
  }

  @Override
  public byte[] getRow(int y, byte[] row) {
    byte[] to = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
    System.arraycopy(shades, y * getWidth(), to, 0, getWidth());
    return to;
  }

  @Override
  public byte[] getMatrix() {
    return shades;
  }
}
