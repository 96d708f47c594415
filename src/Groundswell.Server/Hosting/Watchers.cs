using System.Net;
using Groundswell.Server.Ingest;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Hosting;

/// <summary>Who may see how the node itself is: everybody, or some networks.</summary>
internal sealed class Watchers(Settings.NodeSettings settings, SenderResolver senders)
{
    private const string Metrics = "/metrics";

    /// <summary>For strangers there are no figures here.</summary>
    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Metrics, StringComparison.OrdinalIgnoreCase) || May(context))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    public bool May(HttpContext context)
    {
        if (settings.WatcherNetworks is not { } networks)
        {
            return true;
        }

        var (address, peer, isProxy) = senders.FindAddress(context);

        // Behind a proxy of this machine that is not named everybody looks like this machine.
        return (isProxy || !IPAddress.IsLoopback(peer) || !ForwardedHops.IsMarked(context.Request.Headers)) && networks.Any(network => network.Contains(address));
    }
}
