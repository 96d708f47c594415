using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Groundswell.Sensing.Discovery.Suffixes;

/// <summary>
/// Which part of a name is registered by an organisation (<c>bbc.co.uk</c> of <c>www.bbc.co.uk</c>): the rules of
/// https://publicsuffix.org/list/, which both the domain registries and the owners of shared suffixes (<c>github.io</c>) submit.
/// </summary>
internal sealed class PublicSuffixList
{
    private const string Resource = "public_suffix_list.dat";
    private const int MostRules = 100_000;

    private static readonly IdnMapping Idna = new();
    private static readonly Lazy<PublicSuffixList> Embedded = new(ReadEmbedded);

    private readonly FrozenSet<string> _plain;
    private readonly FrozenSet<string> _wildcards; // ck for *.ck
    private readonly FrozenSet<string> _exceptions; // www.ck for !www.ck

    private PublicSuffixList(IEnumerable<string> rules)
    {
        var all = rules.ToList();
        _plain = all.Where(r => r[0] is not ('*' or '!')).ToFrozenSet(StringComparer.Ordinal);
        _wildcards = all.Where(r => r.StartsWith("*.", StringComparison.Ordinal)).Select(r => r[2..]).ToFrozenSet(StringComparer.Ordinal);
        _exceptions = all.Where(r => r[0] == '!').Select(r => r[1..]).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The list that comes along.</summary>
    public static PublicSuffixList Shipped => Embedded.Value;

    /// <param name="text">The list's own format: a rule a line, comments after <c>//</c>.</param>
    /// <param name="withPrivate">Also the part that owners of shared suffixes maintain.</param>
    public static PublicSuffixList Parse(TextReader text, bool withPrivate)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rules = new List<string>();
        while (text.ReadLine() is { } line && rules.Count < MostRules)
        {
            if (!withPrivate && line.Contains("===BEGIN PRIVATE DOMAINS===", StringComparison.Ordinal))
            {
                break;
            }

            var rule = line.Trim().Split([' ', '\t'], 2)[0];
            if (rule.Length > 0 && !rule.StartsWith("//", StringComparison.Ordinal) && ToAscii(rule) is { } ascii)
            {
                rules.Add(ascii);
            }
        }

        return new PublicSuffixList(rules);
    }

    /// <summary>The public suffix and one label more, or null for a name that is itself a suffix.</summary>
    /// <param name="host">In lower case and ASCII, without a dot at its end.</param>
    public string? RegistrableDomain(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var suffixAt = SuffixStart(host);
        if (suffixAt == 0)
        {
            return null;
        }

        var before = host.LastIndexOf('.', Math.Max(suffixAt - 2, 0));
        return host[(before + 1)..];
    }

    /// <summary>The label before the public suffix: <c>bbc</c> of <c>www.bbc.co.uk</c>; the first label of a name that is itself a suffix.</summary>
    public string Brand(string host)
    {
        var name = RegistrableDomain(host) ?? host;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? name : name[..dot];
    }

    /// <returns>Where the longest suffix begins; a name that no rule speaks of has its last label as suffix.</returns>
    private int SuffixStart(string host)
    {
        for (var at = 0; at < host.Length;)
        {
            var name = host[at..];
            var dot = host.IndexOf('.', at);
            var next = dot < 0 ? host.Length : dot + 1;
            if (_exceptions.Contains(name))
            {
                return next;
            }

            if (_plain.Contains(name) || (dot >= 0 && _wildcards.Contains(host[next..])))
            {
                return at;
            }

            if (dot < 0)
            {
                return at;
            }

            at = next;
        }

        return 0;
    }

    private static string? ToAscii(string rule)
    {
        try
        {
            var mark = rule.StartsWith("*.", StringComparison.Ordinal) ? 2 : rule[0] == '!' ? 1 : 0;
            return rule[..mark] + Idna.GetAscii(rule[mark..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null; // a line that is no domain name names no suffix
        }
    }

    private static PublicSuffixList ReadEmbedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in this assembly.");
        using var reader = new StreamReader(stream);

        // Without the private part: amazonaws.com and github.io are suppliers here, not suffixes.
        return Parse(reader, withPrivate: false);
    }
}
