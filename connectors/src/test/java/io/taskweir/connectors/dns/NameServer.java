package io.taskweir.connectors.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** A name server on loopback that answers as a test has it, over datagrams and TCP. */
public final class NameServer implements AutoCloseable {

  private static final int DATAGRAM = 512;

  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final UnaryOperator<Message> answers;
  private final AtomicInteger asked = new AtomicInteger();

  /** A server; {@code answers} returns null to stay silent. */
  public NameServer(UnaryOperator<Message> answers) throws IOException {
    this.answers = answers;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    connections = new ServerSocket(0, 50, loopback);
    datagrams = new DatagramSocket(connections.getLocalPort(), loopback);
    start(this::answerDatagrams);
    start(this::answerConnections);
  }

  public int port() {
    return connections.getLocalPort();
  }

  /** How many questions came, by either way. */
  public int asked() {
    return asked.get();
  }

  /** An empty answer to {@code question}. */
  public static Message answerTo(Message question) {
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    return answer;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void answerDatagrams() {
    byte[] bytes = new byte[1 << 16];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        datagrams.receive(packet);
        Message answer = answer(Arrays.copyOf(bytes, packet.getLength()));
        if (answer != null) {
          byte[] wire = answer.toWire(DATAGRAM);
          datagrams.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        requireClosed(e);
      }
    }
  }

  private void answerConnections() {
    while (!connections.isClosed()) {
      try (Socket socket = connections.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Message answer = answer(in.readNBytes(in.readUnsignedShort()));
        if (answer != null) {
          byte[] wire = answer.toWire(65_535);
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(wire.length);
          out.write(wire);
          out.flush();
        }
      } catch (IOException e) {
        requireClosed(e);
      }
    }
  }

  private Message answer(byte[] question) throws IOException {
    asked.incrementAndGet();
    return answers.apply(new Message(question));
  }

  private void requireClosed(IOException e) {
    if (!datagrams.isClosed()) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
  }
}
