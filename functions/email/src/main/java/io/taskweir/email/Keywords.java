package io.taskweir.email;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words that a text says most often and that say something: no stop word of the larger European
 * languages, 3 to 30 letters. Frequency alone, so that the result depends on this text only.
 */
final class Keywords {

  private static final int MOST = 10;

  private static final Set<String> STOP_WORDS =
      Set.copyOf(
          List.of(
              """
              a about above after again against all also am an and any are aren't as at be because
              been before being below between both but by can can't cannot could couldn't did didn't
              do does doesn't doing don't down during each even every few for from further get got
              had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him
              himself his how however i i'd i'll i'm i've if in into is isn't it it's its itself just
              like let's made make many may me might more most much must my myself need never no nor
              not now of off on once one only or other our ours ourselves out over own per please
              same say says said see she should shouldn't since so some still such take than that
              that's the their theirs them themselves then there there's these they they'd they'll
              they're they've thing things this those through time to too two under until up upon us
              use used using very via want was wasn't way we we'd we'll we're we've well were weren't
              what what's when where which while who whom why will with within without won't would
              wouldn't yes yet you you'd you'll you're you've your yours yourself
              http https www com org net html htm mailto subject wrote
              aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei
              bin bis bist da damit dann das dass dein dem den denn der des dich die dies diese diesem
              diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas
              euch euer für gegen haben hat hatte hier hin ich ihm ihn ihnen ihr ihre ihrem ihren
              ihrer im in ist ja jede jeden jeder jedes kann kein keine können mal man mehr mein meine
              mich mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein seine sich sie
              sind so soll sondern über um und uns unser unsere unter viel vom von vor war waren was
              weil wenn wer werden wie wieder will wir wird wo wurde würde zu zum zur zwischen
              ainsi alors au aux avec avoir bien car ce cela ces cet cette ceux chez comme dans de des
              donc dont du elle elles en encore entre est et étaient était être eux fait faire il ils
              je la le les leur leurs lui ma mais me même mes moi mon ne nos notre nous on ont ou où
              par pas peu peut plus pour pourquoi quand que quel quelle qui sa sans se ses si sommes
              son sont sous sur ta te tes toi ton tous tout toute très tu un une vos votre vous
              al algo ante antes como con contra cual cuando del desde donde durante el ella ellas
              ellos era eran eres es esa ese eso esta está están estas este esto estos fue fueron ha
              han hasta hay la las lo los más mi mis mucho muy nada ni nos nosotros o os otra otro
              para pero poco por porque qué quien se ser sí sido sin sobre son su sus también tanto te
              tiene todo todos tu un una uno unos usted ustedes y ya yo
              che chi ci come cui da dal dalla degli dei del della delle di dove e ed è era essere
              gli ha hanno ho il io la le lei lo loro lui ma mio ne nel nella non noi o per perché più
              quale quando quello questa questo sarà se sei senza si sono sua suo ti tra tutti un una
              voi
              ao aos às até com como da das dela dele dos ela ele eles em então entre era essa esse
              eu foi isso isto já lhe mais mas meu minha muito na não nas nem no nos nós o os ou para
              pela pelo por quando que quem são se sem ser seu sua também tem um uma você vocês
              aan als bij dan dat de deze die dit doen door een en er geen had heb hebben heeft het
              hij hoe hun iets ik in is je kan maar me meer met mij mijn naar niet nog nu of om onder
              ons ook op over te tot u uit uw van veel voor was wat we wel werd wij worden wordt zal
              ze zei zich zijn zo
              """
                  .strip()
                  .split("\\s+", -1)));

  private Keywords() {}

  /** At most ten words, most frequent first, equal ones by the alphabet. */
  static List<String> of(Words text) {
    Map<String, Integer> counts = new HashMap<>();
    for (Words.Word word : text.words()) {
      if (says(word.folded())) {
        counts.merge(word.folded(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean says(String word) {
    return word.length() >= 3
        && word.length() <= 30
        && Character.isLetter(word.codePointAt(0))
        && !STOP_WORDS.contains(word);
  }
}
