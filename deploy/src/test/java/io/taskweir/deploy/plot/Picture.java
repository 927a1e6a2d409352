package io.taskweir.deploy.plot;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG as a strict parser reads it. */
final class Picture {

  private final Element root;

  private Picture(Element root) {
    this.root = root;
  }

  static Picture of(String svg) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    return new Picture(document.getDocumentElement());
  }

  Element root() {
    return root;
  }

  /** The elements called {@code name} in the group of a class. */
  List<Element> in(String group, String name) {
    return elements("g").stream()
        .filter(element -> element.getAttribute("class").equals(group))
        .flatMap(element -> list(element.getElementsByTagName(name)).stream())
        .toList();
  }

  /** What the elements called {@code name} say that are of a class. */
  List<String> texts(String name, String kind) {
    return elements(name).stream()
        .filter(element -> element.getAttribute("class").equals(kind))
        .map(Element::getTextContent)
        .toList();
  }

  List<Element> elements(String name) {
    return list(root.getElementsByTagName(name));
  }

  /** The points of a path, as x and y. */
  static List<double[]> points(Element path) {
    var points = new ArrayList<double[]>();
    for (String point : path.getAttribute("d").replaceAll("[MZ]", "").strip().split(" ", -1)) {
      int comma = point.indexOf(',');
      points.add(
          new double[] {
            Double.parseDouble(point.substring(0, comma)),
            Double.parseDouble(point.substring(comma + 1))
          });
    }
    return points;
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<Element> list(NodeList nodes) {
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
