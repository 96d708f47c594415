using System.IO.Compression;
using System.Text;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Concentrating;

/// <summary>Opens a file of suppliers, plain or gzip.</summary>
internal static class SupplyFile
{
    /// <summary>What a file's layer is called: its name up to the first dot.</summary>
    public static string NameOf(string file) => Path.GetFileName(file).Split('.')[0] is { Length: > 0 } stem ? stem : file;

    /// <exception cref="IOException">It cannot be read to its end.</exception>
    /// <exception cref="InvalidDataException">Its packing is damaged.</exception>
    public static void Read(string file, Action<TextReader> read)
    {
        if (Directory.Exists(file))
        {
            throw new IOException("is a directory, not a file.");
        }

        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        using var peeked = new PeekedStream(source);
        using Stream plain = peeked.StartsWith(0x1f, 0x8b) ? new GZipStream(peeked, CompressionMode.Decompress) : peeked;
        using var reader = new StreamReader(plain, Encoding.UTF8, true, 1 << 16);
        read(reader);
    }
}
