namespace Groundswell.Cli.Concentrating;

/// <summary>What is wrong with files of suppliers: all of it, up to a bound.</summary>
internal sealed class SupplyFaults
{
    private const int Listed = 100;
    private const int ExcerptLength = 40;

    private readonly List<SupplyFault> _faults = [];

    public long Count { get; private set; }

    public IReadOnlyList<SupplyFault> First => _faults;

    public void Add(string file, long line, int column, string field, string reason)
    {
        Count++;
        if (_faults.Count < Listed)
        {
            _faults.Add(new SupplyFault(file, line, column, field, reason));
        }
    }

    /// <summary>A terminal must not obey what a file holds: control characters are shown as such.</summary>
    public static string Excerpt(ReadOnlySpan<char> text) =>
        string.Concat((text.Length <= ExcerptLength ? text.ToString() : $"{text[..ExcerptLength]}…").Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
