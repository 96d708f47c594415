using System.IO.Compression;
using System.Text;

namespace Groundswell.Cli.Detecting;

/// <summary>Opens what holds a recording: a file or standard input, plain or gzip.</summary>
internal static class RecordingFile
{
    public const string StandardInput = "-";

    /// <exception cref="InputException">A line breaks a rule.</exception>
    /// <exception cref="IOException">It cannot be read to its end.</exception>
    /// <exception cref="InvalidDataException">Its packing is damaged.</exception>
    public static Recording Read(string file, RunProgress progress, CancellationToken cancellationToken)
    {
        using var source = Open(file);
        var told = progress.Begin("reading", source.CanSeek ? source.Length : 0);
        using var peeked = new PeekedStream(source);
        using Stream plain = peeked.StartsWith(0x1f, 0x8b) ? new GZipStream(peeked, CompressionMode.Decompress) : peeked;
        using var reader = new StreamReader(plain, Encoding.UTF8, true, 1 << 16);
        var recording = RecordingReader.Read(reader, NameOf(file), _ => told(source.CanSeek ? source.Position : 0), cancellationToken);
        told(source.CanSeek ? source.Length : 1);
        return recording;
    }

    private static Stream Open(string file)
    {
        if (file == StandardInput)
        {
            return Console.OpenStandardInput();
        }

        return Directory.Exists(file)
            ? throw new IOException("is a directory, not a file.")
            : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
    }

    /// <summary>What a stream of values is called: the file's name up to its first dot.</summary>
    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file);
        return file == StandardInput ? "stdin" : name.Split('.')[0] is { Length: > 0 } stem ? stem : name;
    }
}
