package activationdesk.gate;

import java.util.List;

/** Which machine this is. `emptied`: a source before the one that counted that says nothing; null: none. */
record Machine(String id, boolean isFromFile, String emptied) {
  static final List<String> LINUX = List.of("/var/lib/dbus/machine-id", "/etc/machine-id");

  /** Refuses where there is no id. `sources`: files in the place of the system's; null: this system's. */
  static Machine read(String dataFolder, boolean fileAllowed, List<String> sources) {
    Machine found = fileAllowed && !Gone.isTooLong(dataFolder) ? ofFile(dataFolder) : null;
    if (found != null) return found;
    Said said = sources != null ? inFiles(sources) : ofSystem();
    return new Machine(idIn(said.text), false, said.emptied);
  }

  /** The id in what a system says of itself; null: nothing. Refuses where it is none. */
  static String idIn(String said) {
    String bare = said == null ? "" : withoutSpace(said);
    String id = Letters.machineId(bare);
    if (id == null) throw new Refusal(bare.isEmpty() ? "machine_id_missing" : "machine_id_not_usable", null, null);
    return id;
  }

  private static Machine ofFile(String dataFolder) {
    FileState state = Folder.of(dataFolder).read("machine-id");
    if (state.isAbsent()) return null;
    String id = state.isText() ? Letters.machineId(state.text()) : null;
    if (id != null) return new Machine(id, true, null);
    if (isThroughAFile(dataFolder)) return null;
    String place = dataFolder + "/machine-id";
    if ("no_permission".equals(state.reason())) throw new Refusal("store_not_readable", place, null);
    if ("read_failed".equals(state.reason()) || "too_many_open_files".equals(state.reason()))
      throw new Refusal("machine_id_not_readable", place, state.reason());
    throw new Refusal("machine_id_file_invalid", place, null);
  }

  /** The data folder, or one above it, is a file: the store says so. */
  private static boolean isThroughAFile(String dataFolder) {
    for (String path = dataFolder; path != null; path = Places.above(path)) {
      try {
        return !Places.look(path).isDirectory();
      } catch (Failure notThere) {
        // One above it may be.
      }
    }
    return false;
  }

  private record Said(String text, String emptied) {}

  /** The first line of the first that says anything. */
  private static Said inFiles(List<String> sources) {
    String emptied = null;
    for (String source : sources) {
      FileState state = Folder.readSource(source);
      if (state.isTrouble()) throw new Refusal("machine_id_not_readable", source, state.reason());
      if (state.isAbsent()) continue;
      if (!state.text().isEmpty()) return new Said(state.text().split("\n", 2)[0], emptied);
      if (emptied == null) emptied = source;
    }
    return new Said(null, emptied);
  }

  private static String withoutSpace(String text) {
    StringBuilder bare = new StringBuilder();
    text.chars().filter(c -> !Texts.isSpace((char) c)).forEach(c -> bare.append((char) c));
    return bare.toString();
  }

  private static Said ofSystem() {
    String system = System.getProperty("os.name", "");
    if (system.startsWith("Windows")) return new Said(SystemId.ofWindows(), null);
    if (system.startsWith("Mac")) return new Said(SystemId.ofMac(), null);
    return inFiles(LINUX);
  }
}
