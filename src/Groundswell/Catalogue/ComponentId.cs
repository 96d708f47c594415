using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Catalogue;

/// <summary>One failing unit of a provider: <c>provider/region/name</c>, such as <c>aws/us-east-1/dynamodb</c>.</summary>
public readonly record struct ComponentId : ISpanParsable<ComponentId>
{
    private readonly string? _path;
    private readonly byte _provider;
    private readonly byte _region;

    private ComponentId(string path, int provider, int region)
    {
        _path = path;
        _provider = (byte)provider;
        _region = (byte)region;
    }

    public string Provider => ToString()[.._provider];

    /// <summary>The provider's own name for a region, or <c>global</c>.</summary>
    public string Region => ToString().Substring(_provider + 1, _region);

    public string Name => ToString()[(_provider + _region + 2)..];

    public static ComponentId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static ComponentId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException($"'{Slug.Excerpt(s)}' is not a component; it must be provider/region/name, each of a-z, 0-9 and '-'.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ComponentId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ComponentId result)
    {
        result = default;
        Span<Range> parts = stackalloc Range[4];
        if (s.Split(parts, '/') != 3 || !Slug.IsValid(s[parts[0]]) || !Slug.IsValid(s[parts[1]]) || !Slug.IsValid(s[parts[2]]))
        {
            return false;
        }

        result = new ComponentId(s.ToString(), s[parts[0]].Length, s[parts[1]].Length);
        return true;
    }

    public override string ToString() => _path ?? throw new InvalidOperationException("This ComponentId was never given a value.");
}
