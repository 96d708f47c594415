using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Catalogue;

/// <summary>The slug of a service, such as <c>snapchat</c>. Made only by parsing, so a valid one is the only kind.</summary>
public readonly record struct ServiceId : ISpanParsable<ServiceId>, IComparable<ServiceId>
{
    private readonly string? _slug;

    private ServiceId(string slug) => _slug = slug;

    public static ServiceId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static ServiceId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{Slug.Excerpt(s)}' is not a service id; {Slug.Rule}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ServiceId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ServiceId result)
    {
        var valid = Slug.IsValid(s);
        result = valid ? new ServiceId(s.ToString()) : default;
        return valid;
    }

    public int CompareTo(ServiceId other) => string.CompareOrdinal(_slug, other._slug);

    public override string ToString() => _slug ?? throw new InvalidOperationException("This ServiceId was never given a value.");

    public static bool operator <(ServiceId left, ServiceId right) => left.CompareTo(right) < 0;

    public static bool operator >(ServiceId left, ServiceId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ServiceId left, ServiceId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ServiceId left, ServiceId right) => left.CompareTo(right) >= 0;
}
