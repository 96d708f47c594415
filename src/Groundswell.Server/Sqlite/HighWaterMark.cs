using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// The highest sequence that was acknowledged, in a small file of its own beside the journal. It is written at each commit and never synced: it
/// outlives the process, and after a power cut it may be older than the journal, never newer. So a log that was lost, cut or damaged between
/// two lives, which SQLite passes over without a word, is noticed. One owner at a time.
/// </summary>
internal sealed class HighWaterMark : IDisposable
{
    public const string FileName = "acknowledged";

    private const int Length = sizeof(long) + sizeof(uint);

    private readonly SafeFileHandle _file;

    private HighWaterMark(SafeFileHandle file) => _file = file;

    /// <exception cref="IOException">The file cannot be opened or made.</exception>
    public static HighWaterMark Open(string folder) => new(File.OpenHandle(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite));

    /// <summary>0 where nothing was acknowledged, or what is written is damaged.</summary>
    public long Read()
    {
        Span<byte> bytes = stackalloc byte[Length];
        return RandomAccess.Read(_file, bytes, 0) == Length && BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(long)..]) == Check(bytes)
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes)
            : 0;
    }

    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(long sequence)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[sizeof(long)..], Check(bytes));
        RandomAccess.Write(_file, bytes, 0);
    }

    public void Dispose() => _file.Dispose();

    private static uint Check(ReadOnlySpan<byte> bytes) => BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
}
