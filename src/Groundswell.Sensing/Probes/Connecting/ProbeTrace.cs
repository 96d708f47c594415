using System.Net;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>What is noted of one try on its way: phases, the address, the certificate. Used by one flow of execution at a time.</summary>
internal sealed class ProbeTrace(TimeProvider time, AddressChoice addresses, TimeSpan timeout, CancellationToken cancellationToken) : IDisposable
{
    private readonly long _started = time.GetTimestamp();
    private long _mark = time.GetTimestamp();
    private TimeSpan? _resolve;
    private TimeSpan? _connect;
    private TimeSpan? _tls;
    private TimeSpan? _firstByte;
    private TimeSpan? _body;
    private IDisposable? _owned;

    /// <summary>IPv4, IPv6 or any; both are two tries.</summary>
    public AddressChoice Addresses => addresses;

    /// <summary>Ends the try.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    public ProbeStage Stage { get; private set; }

    /// <summary>The address that was tried last.</summary>
    public IPAddress? Address { get; set; }

    /// <summary>What else was noticed, by which unrelated targets can be compared.</summary>
    public ProbeMarks? Marks { get; private set; }

    /// <summary>The vantage itself lacks what the try needed: whatever came of it says nothing of the target.</summary>
    public bool IsOwnFault { get; set; }

    public DateTimeOffset? CertificateEnds { get; set; }

    /// <summary>Why a try that found no fault says nothing all the same; null: it does not doubt.</summary>
    public string? Doubt { get; set; }

    public ProbePhases Phases => new(_resolve, _connect, _tls, _firstByte, _body);

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Keeps something for as long as the try lasts.</summary>
    public void Own(IDisposable owned)
    {
        _owned?.Dispose();
        _owned = owned;
    }

    public void Note(Func<ProbeMarks, ProbeMarks> note) => Marks = note(Marks ?? new ProbeMarks());

    public void Dispose() => _owned?.Dispose();

    /// <summary>An equal part of the time that is left.</summary>
    public TimeSpan Share(int parts)
    {
        var left = timeout - Elapsed;
        return left > TimeSpan.Zero ? left / parts : TimeSpan.Zero;
    }

    /// <summary>A try that goes on elsewhere, as a redirect says: phases are those of the last address.</summary>
    public void Restart()
    {
        (_resolve, _connect, _tls, _firstByte, _body) = (null, null, null, null, null);
        Stage = ProbeStage.Resolving;
        _mark = time.GetTimestamp();
    }

    public void Resolved()
    {
        _resolve = Take();
        Stage = ProbeStage.Connecting;
    }

    /// <param name="isSecured">Whether TLS comes next.</param>
    public void Connected(bool isSecured)
    {
        _connect = Take();
        Stage = isSecured ? ProbeStage.Securing : ProbeStage.Asking;
    }

    /// <summary>TLS follows after all, as with STARTTLS.</summary>
    public void Securing()
    {
        Stage = ProbeStage.Securing;
        _mark = time.GetTimestamp();
    }

    public void Secured()
    {
        _tls = Take();
        Stage = ProbeStage.Asking;
    }

    /// <summary>A connection that stood already is asked: what came before was nothing.</summary>
    public void FirstByte()
    {
        _firstByte = Take();
        Stage = ProbeStage.Reading;
    }

    public void BodyRead() => _body = Take();

    private TimeSpan Take()
    {
        var now = time.GetTimestamp();
        var taken = time.GetElapsedTime(_mark, now);
        _mark = now;
        return taken;
    }
}
