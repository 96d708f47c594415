using System.Globalization;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Trust;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;

namespace Groundswell.Dns.Judging;

/// <summary>Follows the chain of trust from zone to zone, at every server: DS in the parent, keys in the zone (RFC 4035, section 5).</summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class TrustJudge(Observation seen, FindingList findings)
{
    private readonly Dictionary<DomainName, ZoneTrust> _trust = [];

    /// <param name="zone">The zone.</param>
    /// <param name="servers">Its servers.</param>
    /// <param name="parentServers">Its parent's.</param>
    public ZoneTrust Judge(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, IReadOnlyList<ServerHealth> parentServers)
    {
        if (_trust.TryGetValue(zone.Zone, out var known))
        {
            return known;
        }

        if (!seen.HasSignatures)
        {
            return _trust[zone.Zone] = new ZoneTrust.Unknown();
        }

        var trust = Begin(zone, servers) ?? (_trust[zone.Parent!] switch
        {
            ZoneTrust.Secure parent => Delegated(zone, servers, parentServers, parent.Keys),
            var other => other,
        });
        return _trust[zone.Zone] = trust;
    }

    private static IEnumerable<ServerHealth> Signers(IEnumerable<ServerHealth> servers) => servers.Where(s => s.IsGood && s.EdnsFault is null);

    /// <summary>Where an anchor is, and at the root.</summary>
    private ZoneTrust? Begin(ZoneSeen zone, IReadOnlyList<ServerHealth> servers)
    {
        List<TrustAnchor> anchors = [.. seen.Anchors.Where(a => a.Zone == zone.Zone)];
        if (anchors.Count == 0 && zone.Parent is not null)
        {
            return null;
        }

        if (anchors.Count == 0)
        {
            return seen.Anchors.Count > 0 ? new ZoneTrust.Unsigned("no trust anchor is above") : Keys(zone, servers, _ => true, "", isAnchored: false);
        }

        return Keys(zone, servers, k => anchors.Any(a => Matches(a, zone.Zone, k)), "the trust anchor", isAnchored: true);
    }

    private static bool Matches(TrustAnchor anchor, DomainName zone, RecordContent.DnsKey key) => anchor.Content switch
    {
        RecordContent.Ds ds => KeyTags.Matches(ds, zone, key),
        RecordContent.DnsKey own => own.Algorithm == key.Algorithm && own.Key.Span.SequenceEqual(key.Key.Span),
        _ => false,
    };

    private ZoneTrust Delegated(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, IReadOnlyList<ServerHealth> parentServers, IReadOnlyList<RecordContent.DnsKey> parentKeys)
    {
        var faults = new List<(ServerSeen Server, string Text)>();
        ZoneTrust? found = null;
        foreach (var server in Signers(parentServers))
        {
            var result = seen.Best(server.Server.Address, zone.Zone, RecordType.Ds);
            var reply = Reply.Read(result, zone.Parent!, zone.Zone, RecordType.Ds);
            if (result is DnsResult.Answered { TcpFault: { } tcp })
            {
                findings.Add(DiagnosisClass.Tcp, Severity.Warning, Rank.Transport, zone.Parent, server.Server,
                    $"The DS record of {zone.Zone} does not fit into UDP, and {ZoneJudge.Called(server.Server)} {ServerHealth.Describe(tcp)} by TCP.");
            }

            if (!reply.IsAuthoritative || reply.Kind == ReplyKind.Referral)
            {
                continue;
            }

            var check = new AnswerCheck(zone.Parent!, parentKeys, seen.At).Check(reply, zone.Zone, RecordType.Ds);
            if (AnswerJudge.Rounds(zone.Parent!, check.Rounds) is { } costly && found is null)
            {
                findings.Add(costly);
            }

            if (check.Fault is { } fault)
            {
                faults.Add((server.Server, fault));
            }
            else
            {
                found ??= reply.Kind == ReplyKind.Records && !check.IsUnsigned
                    ? ByDs(zone, servers, [.. reply.Message!.AnswersFor(zone.Zone, RecordType.Ds).Select(r => (RecordContent.Ds)r.Content)])
                    : new ZoneTrust.Unsigned($"{zone.Parent} proves that {zone.Zone} is not signed");
            }
        }

        Tell(zone.Parent!, faults, isWhole: found is null, "DS");
        return found ?? (faults.Count > 0 ? new ZoneTrust.Bogus() : new ZoneTrust.Unknown());
    }

    private ZoneTrust ByDs(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, IReadOnlyList<RecordContent.Ds> all)
    {
        var known = KeyTags.Counting([.. all.Where(d => SigningAlgorithm.IsKnown(d.Algorithm) && KeyTags.IsDigestKnown(d.DigestType))]);
        if (known.Count == 0)
        {
            findings.Add(DiagnosisClass.Dnssec, Severity.Note, Rank.Keys, zone.Zone, $"{zone.Zone} is signed by an algorithm that is not judged here; resolvers that do not know it take the zone for unsigned.");
            return new ZoneTrust.Unsigned("its algorithm is not known");
        }

        if (known.All(d => SigningAlgorithm.IsSha1(d.Algorithm) || KeyTags.IsSha1(d)))
        {
            findings.Add(DiagnosisClass.Dnssec, Severity.Note, Rank.Keys, zone.Zone, $"The chain of trust to {zone.Zone} rests on SHA-1: some resolvers no longer follow it, and take the zone for unsigned (RFC 9905).");
        }

        var tags = string.Join(", ", known.Select(d => d.KeyTag.ToString(CultureInfo.InvariantCulture)).Distinct());
        return Keys(zone, servers, k => known.Any(d => KeyTags.Matches(d, zone.Zone, k)), $"the DS record in {zone.Parent} (key {tags})", isAnchored: true);
    }

    /// <summary>Keys of the zone that are signed by one that is trusted already.</summary>
    private ZoneTrust Keys(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, Func<RecordContent.DnsKey, bool> isTrusted, string by, bool isAnchored)
    {
        var faults = new List<(ServerSeen Server, string Text)>();
        ZoneTrust? found = null;
        foreach (var server in Signers(servers))
        {
            var result = seen.Best(server.Server.Address, zone.Zone, RecordType.DnsKey);
            var reply = Reply.Read(result, zone.Zone, zone.Zone, RecordType.DnsKey);
            if (result is DnsResult.Answered { TcpFault: { } tcp })
            {
                findings.Add(DiagnosisClass.Tcp, isAnchored ? Severity.Error : Severity.Note, Rank.Transport, zone.Zone, server.Server,
                    $"The keys of {zone.Zone} do not fit into UDP, and {ZoneJudge.Called(server.Server)} {ServerHealth.Describe(tcp)} by TCP.");
                continue;
            }

            if (isAnchored && seen.LosesLarge(server.Server.Address, zone.Zone, RecordType.DnsKey))
            {
                findings.Add(ZoneJudge.LosesLarge(zone, server.Server, $"{zone.Zone} DNSKEY"));
            }

            if (result is DnsResult.TimedOut && isAnchored)
            {
                findings.Add(DiagnosisClass.Timeout, Severity.Warning, Rank.Question, zone.Zone, server.Server, $"{ZoneJudge.Called(server.Server)} gives no answer to the question for the keys of {zone.Zone}.");
            }

            if (!reply.IsAuthoritative)
            {
                continue;
            }

            List<ResourceRecord> set = [.. reply.Message!.AnswersFor(zone.Zone, RecordType.DnsKey)];
            if (set.Count == 0)
            {
                if (!isAnchored)
                {
                    return new ZoneTrust.Unsigned("it has no keys");
                }

                faults.Add((server.Server, $"{by} says that the zone is signed, and it has no keys"));
                continue;
            }

            List<RecordContent.DnsKey> keys = [.. set.Select(r => (RecordContent.DnsKey)r.Content)];
            List<RecordContent.DnsKey> trusted = [.. keys.Where(k => k.IsZoneKey && !k.IsRevoked && isTrusted(k))];
            var verdict = trusted.Count == 0 ? null : new SignedSet(zone.Zone, trusted, seen.At).Check(set, reply.Message!.Answers);
            if (verdict is { IsValid: true })
            {
                found ??= new ZoneTrust.Secure(keys);
            }
            else
            {
                var text = verdict?.Text ?? $"none of its keys ({string.Join(", ", keys.Select(k => KeyTags.Of(k).ToString(CultureInfo.InvariantCulture)))}) is the one that {by} names";
                faults.Add((server.Server, verdict is { Fault: SignatureFault.NoKey } ? $"its keys are not signed by the one that {by} names" : text));
            }
        }

        Tell(zone.Zone, faults, isWhole: found is null, "DNSKEY");
        return found ?? (faults.Count > 0 ? new ZoneTrust.Bogus() : new ZoneTrust.Unknown());
    }

    private void Tell(DomainName zone, List<(ServerSeen Server, string Text)> faults, bool isWhole, string what)
    {
        if (faults.Count == 0)
        {
            return;
        }

        if (isWhole)
        {
            findings.Add(DiagnosisClass.Dnssec, Severity.Error, Rank.Keys, zone, $"The chain of trust breaks at {zone}: {faults[0].Text}. Resolvers that validate answer SERVFAIL.");
            return;
        }

        foreach (var (server, text) in faults)
        {
            findings.Add(DiagnosisClass.Dnssec, Severity.Warning, Rank.Keys, zone, server, $"{ZoneJudge.Called(server)} gives a {what} that does not validate: {text}. Other servers of {zone} are right.");
        }
    }
}
