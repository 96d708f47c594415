using System.Diagnostics.CodeAnalysis;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>What caused an incident: <c>aws</c>, <c>aws/us-east-1</c> or <c>aws/us-east-1/dynamodb</c>.</summary>
public readonly record struct CauseName : IParsable<CauseName>
{
    private readonly string? _path;

    private CauseName(string path) => _path = path;

    public CauseName(ComponentId component) => _path = component.ToString();

    public CauseLevel Level => ToString().AsSpan().Count('/') switch
    {
        0 => CauseLevel.Provider,
        1 => CauseLevel.Region,
        _ => CauseLevel.Component,
    };

    public string Provider => ToString().Split('/')[0];

    /// <summary>Null where only the provider is named.</summary>
    public string? Region => ToString().Split('/') is { Length: > 1 } parts ? parts[1] : null;

    /// <summary>Null where no single component is named.</summary>
    public ComponentId? Component => ComponentId.TryParse(_path, null, out var component) ? component : null;

    public static CauseName OfRegion(string provider, string region) => Parse($"{provider}/{region}", null);

    public static CauseName OfProvider(string provider) => Parse(provider, null);

    /// <summary>True for the component itself, and for every component of the region or provider.</summary>
    public bool Covers(ComponentId component)
    {
        var (name, path) = (ToString(), component.ToString());
        return path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] == '/');
    }

    /// <summary>True for the region or provider of another name.</summary>
    public bool IsOver(CauseName other) => Level < other.Level && Provider == other.Provider && (Region is null || Region == other.Region);

    public static CauseName Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var name)
            ? name
            : throw new FormatException($"'{Slug.Excerpt(s)}' is no cause; it must be provider, provider/region or provider/region/name.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CauseName result)
    {
        var parts = s?.Split('/') ?? [];
        var valid = parts.Length is >= 1 and <= 3 && parts.All(p => Slug.IsValid(p));
        result = valid ? new CauseName(s!) : default;
        return valid;
    }

    public override string ToString() => _path ?? throw new InvalidOperationException("This CauseName was never given a value.");
}
