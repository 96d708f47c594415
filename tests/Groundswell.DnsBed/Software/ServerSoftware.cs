namespace Groundswell.DnsBed.Software;

/// <summary>A name server as Debian ships it: how it is told what to serve, and how it is started in the foreground without privileges.</summary>
public abstract class ServerSoftware
{
    /// <summary>BIND's named, authoritative only.</summary>
    public static ServerSoftware Bind { get; } = new BindSoftware();

    /// <summary>Knot DNS.</summary>
    public static ServerSoftware Knot { get; } = new KnotSoftware();

    public static ServerSoftware Nsd { get; } = new NsdSoftware();

    /// <summary>Unbound: a resolver that forwards, or a server of zones that it holds itself.</summary>
    public static ServerSoftware Unbound { get; } = new UnboundSoftware();

    /// <summary>BIND's named as a resolver that starts at the bed's root and validates.</summary>
    public static ServerSoftware BindResolver { get; } = new BindResolverSoftware();

    /// <summary>Package of Debian and name of the program.</summary>
    public abstract string Program { get; }

    /// <summary>Writes the configuration and says how to start: program and arguments.</summary>
    internal abstract IReadOnlyList<string> Configure(ServerPlan plan);

    /// <summary>
    /// Whether it can listen only at addresses that an interface bears, as BIND, which looks the interfaces up. Without rights, loopback
    /// bears 127.0.0.1 alone; the bed then listens for it.
    /// </summary>
    internal virtual bool NeedsInterface => false;

    /// <summary>Whether <c>SIGHUP</c> makes it read its zones again.</summary>
    internal virtual bool ReadsAgainOnHangUp => true;

    public override string ToString() => Program;
}
