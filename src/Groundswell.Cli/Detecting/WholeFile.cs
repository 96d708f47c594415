namespace Groundswell.Cli.Detecting;

/// <summary>Files that are there whole or not at all: each is written beside its place under another name, then put there.</summary>
internal static class WholeFile
{
    private const string Devices = "/dev/";
    private const int NoSpace = 28; // ENOSPC
    private const int ReadOnly = 30; // EROFS

    /// <exception cref="OutputException">It cannot be written; what was there before is as it was.</exception>
    public static void Write(string path, Action<Stream> write) => Told(path, () =>
    {
        var target = FinalPath(path);
        if (IsDevice(target))
        {
            // It is written to, not replaced by a file.
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        var partial = PartialOf(target);
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    });

    /// <summary>Fails now where <see cref="Write"/> would fail at its end, after a long run.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="input">What is read, which must not be replaced.</param>
    /// <exception cref="OutputException">Nothing can be written there.</exception>
    public static void Probe(string path, string? input) => Told(path, () =>
    {
        var target = FinalPath(path);
        if (Directory.Exists(target))
        {
            throw new OutputException(path, "is a directory.");
        }

        if (input is not null && target == FinalPath(input))
        {
            throw new OutputException(path, "is FILE itself, which --out would replace; name another file.");
        }

        if (!IsDevice(target))
        {
            using var probe = new FileStream(PartialOf(target), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
    });

    /// <exception cref="OutputException">It cannot be made.</exception>
    public static void MakeFolder(string path) => Told(path, () => Directory.CreateDirectory(path));

    private static void Told(string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OutputException(path, Reason(path, exception));
        }
    }

    /// <summary>Where a link leads, so that it stays a link.</summary>
    private static string FinalPath(string path)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        return IsDevice(file.FullName) || file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
    }

    private static bool IsDevice(string path) => path.StartsWith(Devices, StringComparison.Ordinal);

    private static string PartialOf(string target) =>
        Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Path.GetRandomFileName()}.partial");

    private static string Reason(string path, Exception exception) => exception switch
    {
        DirectoryNotFoundException => "is in a folder that does not exist.",
        UnauthorizedAccessException when Directory.Exists(path) => "is a directory.",
        UnauthorizedAccessException or FileNotFoundException => "may not be written.",
        PathTooLongException => "has a name that is too long.",
        IOException { HResult: NoSpace } => "could not be written: no space is left on the device.",
        IOException { HResult: ReadOnly } => "may not be written: the file system is read-only.",
        _ => $"could not be written: {exception.Message}",
    };
}
