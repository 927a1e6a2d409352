package io.taskweir.email;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Reads the QR code of an image, dark on light or light on dark. The reader tries all triples of
 * what may be corners, so an image with more than {@value #MOST_CORNERS} of them is given up.
 */
final class QrCodes {

  static final int MOST_CORNERS = 200;

  private static final int SHOWN = 200;

  private QrCodes() {}

  /** Follows the link of a code, if there is one. */
  static void look(GrayImage image, Inspection inspection) {
    String text = read(image, inspection);
    if (text == null) {
      text = read(image.invert(), inspection);
    }
    if (text == null) {
      return;
    }
    String line = PlainText.line(text, 2_000);
    boolean leads =
        line.regionMatches(true, 0, "http", 0, 4) || line.regionMatches(true, 0, "www.", 0, 4);
    if (leads) {
      inspection.see(Rule.IMAGE_QR_LINK, line.substring(0, Math.min(SHOWN, line.length())));
    }
    inspection.follow(new MailText(line, null));
  }

  @Nullable
  private static String read(LuminanceSource image, Inspection inspection) {
    int[] corners = {0};
    ResultPointCallback count =
        point -> {
          if (++corners[0] > MOST_CORNERS) {
            throw new TooManyCorners();
          }
        };
    Map<DecodeHintType, ?> hints =
        Map.of(DecodeHintType.NEED_RESULT_POINT_CALLBACK, count, DecodeHintType.TRY_HARDER, true);
    try {
      return new QRCodeReader()
          .decode(new BinaryBitmap(new HybridBinarizer(image)), hints)
          .getText();
    } catch (TooManyCorners e) {
      inspection.giveUp("IMAGE_CORNERS", "");
      return null;
    } catch (ReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  /** Thrown through the reader, which catches none of it. */
  private static final class TooManyCorners extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyCorners() {
      super(null, null, false, false);
    }
  }
}
