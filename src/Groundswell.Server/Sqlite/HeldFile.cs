namespace Groundswell.Server.Sqlite;

/// <summary>A file that is held open and must stay as it is at its path: another's hand is noticed by its place and its length. One owner at a time.</summary>
internal sealed class HeldFile(string path)
{
    private FileIdentity? _held = FileIdentity.Find(path)?.Identity;
    private long _length;

    /// <summary>What somebody did to it, in a sentence; null where nobody did anything.</summary>
    /// <param name="wasWritten">It must be there; else it need not, before it is first written.</param>
    /// <remarks>Cheap: one look at the folder. It only grows.</remarks>
    public string? FindFault(bool wasWritten = false)
    {
        var found = FileIdentity.Find(path);
        if (_held is null && (found is not null || !wasWritten))
        {
            _held = found?.Identity;
        }
        else if (found is null)
        {
            return $"{path} was deleted while the node used it.";
        }
        else if (found.Value.Identity != _held)
        {
            return $"{path} was replaced by another file while the node used it.";
        }
        else if (found.Value.Length < _length)
        {
            return $"{path} was cut short while the node used it.";
        }

        _length = found?.Length ?? 0;
        return null;
    }
}
