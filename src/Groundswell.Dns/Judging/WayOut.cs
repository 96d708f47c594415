using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>
/// What this machine's own way out keeps away. Servers of several zones that all fail in one way, while something comes by others, have
/// only the way from here in common. What went by it is taken out of what was seen, and the rest is judged. A server that
/// fails alone, and a zone that fails where others do not, stay in.
/// </summary>
internal sealed class WayOut
{
    private readonly Dictionary<AskKey, DnsResult> _asked;
    private readonly Observation _raw;
    private readonly WayLedger _ledger;
    private readonly List<string> _notes = [];
    private bool _hasSignatures = true;

    private WayOut(Observation raw)
    {
        (_raw, _ledger, _asked) = (raw, new WayLedger(raw), new Dictionary<AskKey, DnsResult>(raw.Asked));
    }

    /// <summary>What was seen, less what this machine's way out kept away; and that, in sentences.</summary>
    public static (Observation Seen, IReadOnlyList<string> Notes) Of(Observation raw)
    {
        var way = new WayOut(raw);
        way.Judge();
        var seen = raw with { Asked = way._asked, HasSignatures = way._hasSignatures };
        if (seen.HasSignatures && OwnClock.Of(seen) is { } clock)
        {
            way._notes.Add(clock.Note);
            seen = seen with { At = clock.Time };
        }

        return (seen, way._notes);
    }

    private void Judge()
    {
        AddressFamily[] families = [.. ((AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6]).Where(f => _ledger.Tried(f).Count > 0)];
        if (IsNothingOpen(families))
        {
            return;
        }

        List<AddressFamily> lost = [.. families.Where(f => !_ledger.Came(f) && families.Any(_ledger.Came) && IsLost(f))];
        foreach (var family in lost)
        {
            Without(family);
        }

        foreach (var family in families.Except(lost).Where(_ledger.Came))
        {
            Udp(family);
            Edns(family);
            Tcp(family);
            Large(family);
        }

        Signatures([.. families.Except(lost)]);
    }

    /// <summary>Whether nothing at all came: then nothing is known of anybody.</summary>
    private bool IsNothingOpen(AddressFamily[] families)
    {
        if (families.Length == 0 || families.Any(_ledger.Came))
        {
            return false;
        }

        var isIntercepted = _ledger.Entries.Any(e => e.IsOfResolver);
        var isResolved = _raw.Asked.Any(a => a.Key.Kind.Means() is null && a.Value is DnsResult.Answered);
        if (!isIntercepted && isResolved && !_raw.IsPublicRoot)
        {
            return false;
        }

        _notes.Add(isIntercepted
            ? "Whatever server is asked, a resolver answers in its place: the network here sends every question on port 53 to a resolver of its own, and no server can be asked itself."
            : isResolved ? "No root server can be reached from here, as in networks that let only their own resolvers ask: nothing but the resolvers' answers is judged."
            : "Nothing that was asked from here was answered, by no means and by nobody: the way out of this machine is closed, or none of the servers that it knows to begin with is there.");
        Take(e => true, "nothing comes back here");
        return true;
    }

    private bool IsLost(AddressFamily family)
    {
        var entries = _ledger.Entries.Where(e => e.Family == family);
        return entries.All(e => e.Result is DnsResult.Unreachable) || _ledger.AreIndependent(_ledger.Tried(family));
    }

    private void Without(AddressFamily family)
    {
        var name = NameOf(family);
        var isAtOnce = _ledger.Entries.Where(e => e.Family == family).All(e => e.Result is DnsResult.Unreachable);
        var isIntercepted = _ledger.Entries.Any(e => e.Family == family && e.IsOfResolver);
        _notes.Add(isAtOnce ? $"This machine has no way out over {name}: what is to be had over {name} only was not looked at."
            : isIntercepted ? $"Over {name} a resolver answers in the place of whatever server is asked: the network here intercepts port 53. What it said is not held against anyone."
            : $"Over {name} nothing comes back to this machine, from no server of any zone ({_ledger.Tried(family).Count} addresses were tried), while other ways work: its own way out over {name} leads nowhere, and that is not held against anyone.");
        Take(e => e.Server.AddressFamily == family, $"nothing comes back over {name} here");
    }

    private void Udp(AddressFamily family)
    {
        var tried = _ledger.Tried(family, Means.Edns);
        if (_ledger.Came(family, Means.Edns) || _ledger.Came(family, Means.Plain) || !_ledger.AreIndependent(tried))
        {
            return;
        }

        _notes.Add(_ledger.Entries.Any(e => e.Family == family && e.Means != Means.Tcp && e.IsOfResolver)
            ? $"By UDP over {NameOf(family)} a resolver answers in the place of whatever server is asked: the network here intercepts port 53. The servers were asked by TCP."
            : $"By UDP over {NameOf(family)} nothing comes back to this machine, from no server of any zone, and by TCP it does: port 53 is closed for UDP here. The servers were asked by TCP.");
        foreach (var key in _raw.Asked.Keys.Where(k => k.Server.AddressFamily == family && k.Kind.Means() is Means.Edns or Means.Plain))
        {
            // A server that is silent by TCP as well is so by itself.
            if (key.Kind == AskKind.Udp && _raw.Asked.TryGetValue(key with { Kind = AskKind.Tcp }, out var whole))
            {
                _asked[key] = whole;
            }
            else
            {
                _asked.Remove(key);
            }
        }
    }

    private void Tcp(AddressFamily family)
    {
        var udp = _ledger.Entries.Where(e => e.Family == family && e.Means != Means.Tcp && e.Came).Select(e => e.Key.Server.Address).ToHashSet();
        var tried = _ledger.Tried(family, Means.Tcp);
        tried.IntersectWith(udp);
        if (_ledger.Came(family, Means.Tcp) || !_ledger.AreIndependent(tried))
        {
            return;
        }

        // Questions by TCP carry EDNS too: where that does not get through, it may be the reason.
        _notes.AddRange(!_hasSignatures ? [] : [$"By TCP over {NameOf(family)} nothing comes back to this machine, from no server of any zone, and by UDP it does: port 53 is closed for TCP here. Nothing is said of how servers treat TCP, nor of answers that do not fit into UDP."]);
        foreach (var (key, result) in _raw.Asked.Where(a => a.Key.Server.AddressFamily == family))
        {
            if (key.Kind == AskKind.Tcp || (key.Kind.Means() is not null && result is DnsResult.Answered { TcpFault: not null }))
            {
                _asked.Remove(key);
            }
        }
    }

    private void Edns(AddressFamily family)
    {
        var full = _ledger.Entries.Where(e => e.Family == family && e.Means == Means.Edns).ToList();
        var plain = _ledger.Entries.Where(e => e.Family == family && e.Means == Means.Plain && Reply.IsUsable(e.Result)).Select(e => e.Key.Server.Address).ToHashSet();
        if (full.Any(e => Reply.IsUsable(e.Result)) || !_ledger.AreIndependent(plain))
        {
            return;
        }

        _notes.Add($"Questions that carry EDNS are answered by no server of any zone over {NameOf(family)}, and plain ones are: something on the way out of this machine does not let EDNS through. Signatures cannot be looked at without it.");
        _hasSignatures = false;
        foreach (var key in full.Select(e => e.Key).Where(k => k.Kind == AskKind.Udp))
        {
            if (_raw.Asked.TryGetValue(key with { Kind = AskKind.Plain }, out var answer) && Reply.IsUsable(answer))
            {
                _asked[key] = answer;
            }
        }
    }

    private void Large(AddressFamily family)
    {
        var lost = _raw.Asked.Keys.Where(k => k.Kind == AskKind.Udp && k.Server.AddressFamily == family && _raw.LosesLarge(k.Server, k.Name, k.Type)).ToList();
        if (!_ledger.AreIndependent(lost.Select(k => k.Server.Address).ToHashSet()))
        {
            return;
        }

        var least = lost.Min(k => SizeOf(_raw.Of(k.Server, k.Name, k.Type, AskKind.Tcp)));
        if (_raw.Asked.Any(a => a.Key.Server.AddressFamily == family && a.Key.Kind.Means() == Means.Edns && a.Value is DnsResult.Answered { Transport: DnsTransport.Udp } && SizeOf(a.Value) >= least))
        {
            return;
        }

        _notes.Add($"Answers by UDP of {least} octets and more vanish on their way to this machine over {NameOf(family)}, from whatever server they come: large packets, or fragments, do not get through to it. They were asked for by TCP.");
        foreach (var key in lost)
        {
            _asked[key] = _raw.Asked[key with { Kind = AskKind.Tcp }];
        }
    }

    /// <summary>Whether something on the way takes the request for signatures off: of one zone it would be a fault of that zone.</summary>
    private void Signatures(AddressFamily[] families)
    {
        var answered = _ledger.Entries.Where(e => families.Contains(e.Family) && e.Means != Means.Plain && Reply.IsUsable(e.Result) && e.Came && e.Result is DnsResult.Answered).ToList();
        if (!_hasSignatures || answered.Any(e => e.HasSignatures) || !_ledger.AreIndependent(answered.Select(e => e.Key.Server.Address).ToHashSet()))
        {
            return;
        }

        _hasSignatures = false;
        if (_raw.IsPublicRoot || _raw.Anchors.Count > 0)
        {
            _notes.Add("No server of any zone takes up EDNS, which asks for signatures: something on the way out of this machine takes it off the questions. Signatures were not looked at.");
        }
    }

    private void Take(Func<AskKey, bool> which, string reason)
    {
        foreach (var (key, result) in _raw.Asked.Where(a => a.Key.Kind.Means() is not null && which(a.Key)))
        {
            _asked[key] = new DnsResult.Unreachable(reason) { Elapsed = result.Elapsed };
        }
    }

    private static int SizeOf(DnsResult? result) => result is DnsResult.Answered answered ? answered.Octets.Length : 0;

    private static string NameOf(AddressFamily family) => family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
}
