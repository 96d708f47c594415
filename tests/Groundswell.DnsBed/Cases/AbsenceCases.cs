using Groundswell.DnsBed.Signing;

namespace Groundswell.DnsBed.Cases;

/// <summary>The servers answer, and say that there is nothing.</summary>
internal static class AbsenceCases
{
    public static void Add(CaseBook book)
    {
        Gone(book, "no such name, proven by NSEC", "plain.alpha", "nobody.plain.alpha");
        Gone(book, "no such name far below the zone", "plain.alpha", "a.b.c.nobody.plain.alpha");
        Gone(book, "no such name, proven by NSEC3", "wild3.delta", "a.wild3.delta");
        Gone(book, "no such name in an unsigned zone", "free.alpha", "nobody.free.alpha");
        Gone(book, "no such top-level domain", ".", "www.nowhere");
        Gone(book, "a domain that was never registered, with opt-out", "beta", "www.never.beta");
        Gone(book, "a domain that was never registered, unsigned", "gamma", "www.never.gamma");
        book.Pair("wild3.delta", book.Knot1, book.Nsd2, "www A 192.0.2.80", ZoneSigning.Ed25519.By(Denial.Nsec3));

        book.Pair("dynamo.alpha", book.Knot1, book.Bind2, """
            table.us-east TXT "the record of 20 October"
            www A 192.0.2.80
            *.shard TXT "a wildcard without an address"
            link CNAME table.us-east
            """, ZoneSigning.Ecdsa);
        Empty(book, "the address went and a text stayed, as on 20 October 2025", "dynamo.alpha", "table.us-east.dynamo.alpha");
        Empty(book, "an empty name in between", "dynamo.alpha", "us-east.dynamo.alpha");
        Empty(book, "a name without IPv6, asked for IPv6", "dynamo.alpha", "www.dynamo.alpha", "AAAA");
        Empty(book, "a wildcard without the type", "dynamo.alpha", "seven.shard.dynamo.alpha");
        Empty(book, "an alias to a name that lost its address", "dynamo.alpha", "link.dynamo.alpha");
        book.Pair("dynamo3.delta", book.Bind1, book.Nsd1, "table.us-east TXT \"here\"", ZoneSigning.Ecdsa.By(Denial.Nsec3));
        Empty(book, "the address went, proven by NSEC3", "dynamo3.delta", "table.us-east.dynamo3.delta");
        Empty(book, "an empty name in between, proven by NSEC3", "dynamo3.delta", "us-east.dynamo3.delta");
        Empty(book, "the address went in an unsigned zone", "hosting.gamma", "empty.hosting.gamma");
        Empty(book, "an empty name in between hides a wildcard", "wild.alpha", "b.wild.alpha");
        book.Pair("shop.alpha", book.Nsd2, book.Knot2, "www CNAME table.us-east.dynamo.alpha.", ZoneSigning.Ecdsa);
        book.Sick("an alias into another zone, where the address went", "empty", "shop.alpha", seen: Seen.Empty, guilty: "dynamo.alpha");
    }

    private static void Gone(CaseBook book, string title, string zone, string name) =>
        book.Sick(title, "nxdomain", zone, name, seen: Seen.NxDomain);

    private static void Empty(CaseBook book, string title, string zone, string name, string type = "A") =>
        book.Sick(title, "empty", zone, name, type, Seen.Empty);
}
