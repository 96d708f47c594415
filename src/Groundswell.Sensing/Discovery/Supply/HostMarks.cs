using System.Collections.Frozen;
using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>Finds the most particular pattern that a host name ends in. Immutable.</summary>
/// <typeparam name="T">What a pattern stands for.</typeparam>
internal sealed class HostMarks<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _literal;
    private readonly IReadOnlyList<(HostPattern Pattern, T Value)> _others;

    /// <param name="marks">Of two that are written the same, the first is kept.</param>
    public HostMarks(IEnumerable<(HostPattern Pattern, T Value)> marks)
    {
        var all = marks.ToList();
        _literal = all.Where(m => m.Pattern.IsLiteral)
            .DistinctBy(m => m.Pattern.Text, StringComparer.Ordinal)
            .ToFrozenDictionary(m => m.Pattern.Text, m => m.Value, StringComparer.Ordinal);
        _others = [.. all.Where(m => !m.Pattern.IsLiteral).OrderByDescending(m => m.Pattern.Text.Length)];
    }

    /// <param name="host">In lower case, without a dot at its end.</param>
    /// <param name="region">The region that the host name holds, where the pattern asks for one.</param>
    public T? Find(string host, out string? region)
    {
        region = null;
        foreach (var (pattern, value) in _others)
        {
            if (pattern.Matches(host, out region))
            {
                return value;
            }
        }

        region = null;
        for (var name = host; name.Length > 0; name = Parent(name))
        {
            if (_literal.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private static string Parent(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? "" : name[(dot + 1)..];
    }
}
