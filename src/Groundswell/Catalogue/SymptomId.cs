using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Catalogue;

/// <summary>The slug of a symptom, such as <c>login</c>. Made only by parsing, so a valid one is the only kind.</summary>
public readonly record struct SymptomId : ISpanParsable<SymptomId>, IComparable<SymptomId>
{
    private readonly string? _slug;

    private SymptomId(string slug) => _slug = slug;

    public static SymptomId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static SymptomId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{Slug.Excerpt(s)}' is not a symptom id; {Slug.Rule}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SymptomId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SymptomId result)
    {
        var valid = Slug.IsValid(s);
        result = valid ? new SymptomId(s.ToString()) : default;
        return valid;
    }

    public int CompareTo(SymptomId other) => string.CompareOrdinal(_slug, other._slug);

    public override string ToString() => _slug ?? throw new InvalidOperationException("This SymptomId was never given a value.");

    public static bool operator <(SymptomId left, SymptomId right) => left.CompareTo(right) < 0;

    public static bool operator >(SymptomId left, SymptomId right) => left.CompareTo(right) > 0;

    public static bool operator <=(SymptomId left, SymptomId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SymptomId left, SymptomId right) => left.CompareTo(right) >= 0;
}
