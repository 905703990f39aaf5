package io.stacklens.standalone;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How the launcher tells a child its settings: their number, then each. */
final class ChildSettings {

    private ChildSettings() {}

    static void write(List<String> settings, DataOutputStream toChild) throws IOException {
        toChild.writeInt(settings.size());
        for (String setting : settings) {
            toChild.writeUTF(setting);
        }
        toChild.flush();
    }

    static List<String> read(DataInputStream fromLauncher) throws IOException {
        int count = fromLauncher.readInt();
        List<String> settings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            settings.add(fromLauncher.readUTF());
        }
        return settings;
    }
}
