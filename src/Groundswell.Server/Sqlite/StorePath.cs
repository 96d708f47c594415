namespace Groundswell.Server.Sqlite;

/// <summary>Where a file or folder of the store lies.</summary>
/// <param name="Path">In the file system.</param>
/// <param name="IsThrowaway">It is deleted with its node, as a replay's: nothing in it need outlive a power cut.</param>
internal readonly record struct StorePath(string Path, bool IsThrowaway = false)
{
    public static implicit operator StorePath(string path) => new(path);

    public static implicit operator string(StorePath path) => path.Path;
}
