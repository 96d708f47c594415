using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Catalogue;

/// <summary>
/// A place: an ISO 3166-1 alpha-2 country (<c>GB</c>), optionally with an ISO 3166-2 subdivision (<c>US-CA</c>), or
/// <see cref="Unknown"/> (<c>ZZ</c>, the code that ISO 3166 leaves to users). Packed into 32 bits, so that a region needs no table.
/// </summary>
public readonly record struct RegionId : ISpanParsable<RegionId>, IComparable<RegionId>
{
    private const uint Radix = 37; // 0 for "no character", 1-10 for digits, 11-36 for letters
    private const uint SubdivisionRange = Radix * Radix * Radix;
    private const int MaximumSubdivision = 3;

    /// <summary>Every <see cref="CountryNumber"/> is below this.</summary>
    internal const int CountryNumbers = (int)(Radix * Radix);

    private readonly uint _packed;

    private RegionId(uint packed) => _packed = packed;

    /// <summary>Nobody said where. The value of <c>default</c> too.</summary>
    public static RegionId Unknown => default;

    public bool IsUnknown => _packed == 0;

    public bool HasSubdivision => _packed % SubdivisionRange != 0;

    /// <summary>The country of a subdivision; of a country, itself.</summary>
    public RegionId Country => new(_packed - (_packed % SubdivisionRange));

    /// <summary>A small number for each country, for tables; 0 for <see cref="Unknown"/>.</summary>
    internal int CountryNumber => (int)(_packed / SubdivisionRange);

    /// <summary>The stable 32-bit form that the journal stores.</summary>
    public uint ToPacked() => _packed;

    /// <exception cref="FormatException">The number is not the packed form of any region.</exception>
    public static RegionId FromPacked(uint packed)
    {
        var region = new RegionId(packed);
        return packed == 0 || (TryParse(region.ToString(), null, out var parsed) && parsed._packed == packed)
            ? region
            : throw new FormatException($"{packed} is not the packed form of a region.");
    }

    public static RegionId Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static RegionId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var region)
            ? region
            : throw new FormatException($"'{Slug.Excerpt(s)}' is not a region; it must be an ISO 3166 code such as GB or US-CA.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RegionId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out RegionId result)
    {
        result = default;
        if (s.Length < 2 || !IsoCountries.Contains(s[..2]))
        {
            return s.Equals("ZZ", StringComparison.Ordinal);
        }

        var subdivision = s.Length == 2 ? [] : s[3..];
        if (s.Length > 2 && (s[2] != '-' || subdivision.Length is 0 or > MaximumSubdivision))
        {
            return false;
        }

        var packed = (Code(s[0]) * Radix) + Code(s[1]);
        for (var i = 0; i < MaximumSubdivision; i++)
        {
            var code = i < subdivision.Length ? Code(subdivision[i]) : 0;
            if (i < subdivision.Length && code == 0)
            {
                return false;
            }

            packed = (packed * Radix) + code;
        }

        result = new RegionId(packed);
        return true;
    }

    public int CompareTo(RegionId other) => _packed.CompareTo(other._packed);

    public override string ToString()
    {
        if (IsUnknown)
        {
            return "ZZ";
        }

        Span<char> text = stackalloc char[6];
        var rest = _packed;
        for (var i = 5; i >= 3; i--, rest /= Radix)
        {
            text[i] = Character(rest % Radix);
        }

        text[2] = '-';
        text[1] = Character(rest % Radix);
        text[0] = Character(rest / Radix % Radix);
        return text.TrimEnd('\0').TrimEnd('-').ToString();
    }

    public static bool operator <(RegionId left, RegionId right) => left.CompareTo(right) < 0;

    public static bool operator >(RegionId left, RegionId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RegionId left, RegionId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RegionId left, RegionId right) => left.CompareTo(right) >= 0;

    private static uint Code(char c) => c switch
    {
        >= '0' and <= '9' => (uint)(c - '0' + 1),
        >= 'A' and <= 'Z' => (uint)(c - 'A' + 11),
        _ => 0,
    };

    private static char Character(uint code) => code switch
    {
        0 => '\0',
        <= 10 => (char)('0' + code - 1),
        _ => (char)('A' + code - 11),
    };
}
