using System.Text;
using Groundswell.Catalogue;

namespace Groundswell.Server.Hosting;

/// <summary>
/// The directory that the catalogue's YAML lies in. Reading it is bounded in depth, number and size of files; hidden files and
/// directories are left out, which is also how a mounted Kubernetes volume hides its older versions.
/// </summary>
public sealed class CatalogueFolder
{
    private const int MaximumDepth = 8;
    private const int MaximumBytes = CatalogueLimits.FileLength; // a character takes at least one byte
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly EnumerationOptions Deep = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MaximumDepth,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <param name="path">Absolute, or relative to the process's working directory.</param>
    public CatalogueFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    public string Path { get; }

    /// <summary>Reads every <c>*.yaml</c> and <c>*.yml</c> in the order of their names.</summary>
    /// <exception cref="IOException">The directory is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public CatalogueReadResult Read()
    {
        var files = new List<CatalogueFile>();
        var errors = new List<CatalogueError>();
        foreach (var path in Paths())
        {
            if (files.Count + errors.Count > CatalogueLimits.Files)
            {
                break; // the reader refuses that many, and says so
            }

            ReadFile(path, files, errors);
        }

        var result = CatalogueReader.Read(files);
        return errors.Count == 0
            ? result
            : new CatalogueReadResult.Broken([.. errors, .. (result as CatalogueReadResult.Broken)?.Errors ?? []]);
    }

    /// <summary>Names, sizes and times of the files: differs after most changes, and costs no reading.</summary>
    /// <exception cref="IOException">The directory is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public string Stamp()
    {
        var stamp = new StringBuilder();
        foreach (var path in Paths().Take(CatalogueLimits.Files + 1))
        {
            // A link's own time stays when its target is exchanged, so the target's is taken.
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            var length = target.Exists ? target.Length : -1;
            stamp.Append(path).Append('|').Append(target.FullName).Append('|').Append(length).Append('|')
                .Append(target.LastWriteTimeUtc.Ticks).Append('\n');
        }

        return stamp.ToString();
    }

    private IEnumerable<string> Paths() => Directory.EnumerateFiles(Path, "*", Deep)
        .Where(p => p.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || p.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private static void ReadFile(string path, List<CatalogueFile> files, List<CatalogueError> errors)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(MaximumBytes, stream.Length) + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read > MaximumBytes)
            {
                errors.Add(Refusal(path, $"is larger than {MaximumBytes} bytes."));
                return;
            }

            files.Add(new CatalogueFile(path, StrictUtf8.GetString(bytes, 0, read).TrimStart('\uFEFF')));
        }
        catch (DecoderFallbackException)
        {
            errors.Add(Refusal(path, "is not UTF-8."));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            errors.Add(Refusal(path, $"cannot be read: {refusal.Message}"));
        }
    }

    private static CatalogueError Refusal(string path, string reason) => new() { File = path, Field = "", Reason = reason };
}
