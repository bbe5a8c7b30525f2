package activationdesk.gate;

import java.util.Base64;
import java.util.List;

/** A question of nobody, on which nothing depends: behind it the library's classes, and those of the JDK that it needs, are there. */
final class Rehearsal {
  /** All but those that are here already. */
  private static final String CLASSES = """
      Answer Answering Answering$Gist Crypto Failure Failure$Errno FileState FileState$Is Folder Folder$Listing Gate$First Gone
      Grant Grant$Broken Grant$Context Grant$Over Grant$Product Grant$Rule JsonReader JsonReader$NoJson JsonValue
      JsonValue$Kind JsonWriter Judge Judge$Latest Judge$License Judge$Line Judge$Product Letters LicenseInFile
      Licenses Licenses$Found Licenses$Stand Machine Machine$Said MachineFile Places Profile Profile$Key
      Profile$Product Question Refusal Report Roomy Sentence Sentence$Words ServerWord ServerWord$Says Status Status$1
      Status$End Status$Facts Status$Moment Status$Of Status$OverLimit Status$Rule Status$Standing Store
      Store$GivenBack Store$License Store$Problem Store$RecordedAnswer SystemId Texts Times TypedKey TypedReader
      TypedRows Uninterrupted Uninterrupted$Wait Uninterrupted$Work Usage Usage$Entry Verdict Watch
      """;
  private static final String PROFILE = "{\"id\":\"a\",\"name\":\"a\",\"uniqueKeyPrefix\":\"A\",\"server\":{\"account\":\"a\",\"product\":\"a\"},"
      + "\"machineIdFile\":true,\"keys\":[{\"id\":\"00000000\",\"publicKey\":"
      + "\"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\",\"use\":[\"files\",\"responses\",\"typed\"],"
      + "\"from\":\"2026-01-01\",\"until\":\"Fri, 15 Jan 2027 12:00:00 GMT\",\"revoked\":false}],"
      + "\"catalogue\":[{\"number\":1,\"code\":\"a\",\"name\":\"ä\",\"type\":\"a\"}]}";
  private static final String KEY = "-----BEGIN MACHINE FILE-----\n%s\n-----END MACHINE FILE-----\n";
  private static final String ENVELOPE = "{\"enc\":\"\",\"sig\":\"" + "A".repeat(86) + "==\",\"alg\":\"aes-256-gcm+ed25519\"}";

  /** The JDK makes what it calls by reflection, as what is in a provider, at the sixteenth time anew. */
  private static final int TIMES = 20;

  private Rehearsal() {}

  static void play() {
    for (String name : CLASSES.split("\\s")) tried(() -> Class.forName(Rehearsal.class.getPackageName() + "." + name));
    for (int i = 0; i < TIMES; i += 1) tried(Rehearsal::useCryptography);
    tried(() -> Folder.of(System.getProperty("java.home")).list("lib"));
    tried(() -> Folder.readSource(System.getProperty("java.home") + "/release"));
    tried(Rehearsal::ask);
  }

  private static Object useCryptography() {
    Crypto.holds(Crypto.publicKey(Crypto.sha256(new byte[0])), new byte[0], new byte[64]);
    Crypto.hmacSha256(new byte[1], new byte[0]);
    return Crypto.decrypt(new byte[32], new byte[12], new byte[16], new byte[1]);
  }

  /** Of a data folder that is there for certain, and holds no store. */
  private static Object ask() {
    Profile profile = Profile.read(PROFILE);
    Question question = Question.of("a", "2026-12-31T12:00Z", "a");
    Store store = Store.read(System.getProperty("java.home"));
    String file = String.format(KEY, Base64.getEncoder().encodeToString(Texts.encode(ENVELOPE)));
    String digest = Base64.getEncoder().encodeToString(Crypto.sha256(new byte[0]));
    String signature = "algorithm=\"ed25519\",keyid=\"a\",headers=\"(request-target) host date digest\",signature=\"" + "A".repeat(86) + "==\"";
    Store.RecordedAnswer word = new Store.RecordedAnswer("get", "/", "a:1", "Fri, 15 Jan 2026 12:00:00 GMT", digest, signature, "");
    store.licenses = List.of(license("a", file, word), license("b", "1", null));
    return Answering.of(profile, Judge.of(store, new Machine("0123456789abcdef0123456789abcdef", false, null), profile, question, 0), question);
  }

  private static Store.License license(String id, String key, Store.RecordedAnswer word) {
    return new Store.License(id, key, "A", true, true, false, null, word, "licenses/" + id, "machine.lic");
  }

  private interface Part {
    Object play() throws Exception;
  }

  private static void tried(Part part) {
    try {
      part.play();
    } catch (Exception | LinkageError passedOver) {
      // What is lacking is said by each question that needs it.
    }
  }
}
