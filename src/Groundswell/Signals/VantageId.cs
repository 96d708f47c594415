using System.Diagnostics.CodeAnalysis;
using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>The slug of a place that probes run from, such as <c>frankfurt</c>; the node itself is <see cref="Node"/>.</summary>
public readonly record struct VantageId : ISpanParsable<VantageId>
{
    private readonly string? _slug;

    private VantageId(string slug) => _slug = slug;

    /// <summary>The node that detects and serves pages, where it probes as well.</summary>
    public static VantageId Node { get; } = new("node");

    public static VantageId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static VantageId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{Slug.Excerpt(s)}' is not a vantage; {Slug.Rule}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VantageId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out VantageId result)
    {
        var valid = Slug.IsValid(s);
        result = valid ? new VantageId(s.ToString()) : default;
        return valid;
    }

    public override string ToString() => _slug ?? throw new InvalidOperationException("This VantageId was never given a value.");
}
