package io.stacklens.model.batch;

/** A column as it lies encoded in some array. */
final class StoredColumn {

    private final Encoding encoding;
    private final byte[] bytes;
    private final int offset;
    private final int length;

    StoredColumn(Encoding encoding, byte[] bytes, int offset, int length) {
        this.encoding = encoding;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** A column that has just been encoded. */
    static StoredColumn of(Encoding encoding, ByteWriter written) {
        return new StoredColumn(encoding, written.array(), 0, written.size());
    }

    Encoding encoding() {
        return encoding;
    }

    int length() {
        return length;
    }

    /** The array that the column lies in; positions of a {@link #reader} are positions in it. */
    byte[] array() {
        return bytes;
    }

    ByteReader reader() {
        return new ByteReader(bytes, offset, length);
    }

    void writeTo(ByteWriter out) {
        out.writeByte(encoding.code());
        out.writeVarint(length);
        out.writeBytes(bytes, offset, length);
    }
}
