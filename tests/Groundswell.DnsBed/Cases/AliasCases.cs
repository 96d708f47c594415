using Groundswell.DnsBed.Signing;

namespace Groundswell.DnsBed.Cases;

/// <summary>Aliases that lead nowhere or in circles, and records that live too short.</summary>
internal static class AliasCases
{
    public static void Add(CaseBook book)
    {
        var long17 = string.Concat(Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"l{i} CNAME l{i + 1}\n")));
        book.Pair("aliases.alpha", book.Bind1, book.Nsd2, $"""
            near CNAME gone
            far CNAME www.hosting-left.gamma.
            tld CNAME www.nowhere.
            three CNAME two
            two CNAME www.never.beta.
            self CNAME self
            a CNAME b
            b CNAME a
            across CNAME back.aliases.gamma.
            {long17}
            l20 A 192.0.2.80
            zero 0 IN A 192.0.2.80
            zero-alias 0 IN CNAME www.plain.alpha.
            """, ZoneSigning.Ecdsa);
        book.Pair("aliases.gamma", book.Knot1, book.Bind2, """
            back CNAME across.aliases.alpha.
            zero 0 IN A 192.0.2.80
            www CNAME storage-bucket.hosting.gamma.
            """);

        Dangling(book, "an alias to a name of its own zone that is gone", "near.aliases.alpha", "aliases.alpha");
        Dangling(book, "an alias to a domain that was given up", "far.aliases.alpha", "aliases.alpha");
        Dangling(book, "an alias to a top-level domain that is not there", "tld.aliases.alpha", "aliases.alpha");
        Dangling(book, "the second alias of a chain leads to a domain that is gone", "three.aliases.alpha", "aliases.alpha");
        Dangling(book, "an alias to a host's customer name that is gone, unsigned", "www.aliases.gamma", "aliases.gamma");
        Loop(book, "an alias to itself", "self.aliases.alpha");
        Loop(book, "two aliases to each other", "a.aliases.alpha");
        Loop(book, "aliases of two zones to each other", "across.aliases.alpha");
        Loop(book, "twenty aliases in a row", "l0.aliases.alpha");
        Zero(book, "an address with a TTL of 0, signed", "zero.aliases.alpha", "aliases.alpha");
        Zero(book, "an address with a TTL of 0, unsigned", "zero.aliases.gamma", "aliases.gamma");
        Zero(book, "an alias with a TTL of 0", "zero-alias.aliases.alpha", "aliases.alpha");
    }

    private static void Dangling(CaseBook book, string title, string name, string zone) =>
        book.Sick(title, "cname_dangling", zone, name, seen: Seen.NxDomain);

    private static void Loop(CaseBook book, string title, string name) =>
        book.Sick(title, "cname_loop", "aliases.alpha", name, seen: Seen.ServFail);

    private static void Zero(CaseBook book, string title, string name, string zone) =>
        book.Sick(title, "ttl_collapse", zone, name, seen: Seen.Answer);
}
