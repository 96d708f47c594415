using System.Net;
using Groundswell.Server.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>Puts the bounds of connections, and the PROXY protocol, into a host.</summary>
internal static class ConnectionSetup
{
    private const int LeastOfOne = 32;
    private const int ShareOfOne = 16;

    /// <summary>After the web server's own sockets were added.</summary>
    public static void AddBoundedConnections(this IServiceCollection services, NodeSettings settings)
    {
        var most = settings.Connections.Most > 0 ? settings.Connections.Most : DescriptorLimit.ForConnections(DescriptorLimit.Find());
        var mostOfOne = settings.Connections.MostOfOne > 0 ? settings.Connections.MostOfOne : Math.Max(LeastOfOne, most / ShareOfOne);
        services.AddSingleton(new ConnectionBook(most, mostOfOne, address => IPAddress.IsLoopback(address) || IsProxy(settings, address)));
        services.AddSingleton<SocketTransportFactory>();
        services.AddSingleton<IConnectionListenerFactory, BoundedTransport>();
    }

    public static void UseProxyProtocol(this KestrelServerOptions kestrel, NodeSettings settings)
    {
        if (settings.Connections.HasProxyProtocol)
        {
            kestrel.ConfigureEndpointDefaults(listen => listen.UseProxyProtocol(address => IsProxy(settings, address)));
        }
    }

    /// <summary>Notes on which connections requests are under way. First of all.</summary>
    public static void UseConnectionSeats(this IApplicationBuilder app) => app.Use(next => context =>
    {
        if (context.Features.Get<ConnectionSeat>() is not { } seat)
        {
            return next(context);
        }

        seat.Occupy(true);
        var answering = next(context);
        if (!answering.IsCompletedSuccessfully)
        {
            return LeaveAfterAsync(answering, seat);
        }

        seat.Occupy(false);
        return answering;
    });

    private static async Task LeaveAfterAsync(Task answering, ConnectionSeat seat)
    {
        try
        {
            await answering;
        }
        finally
        {
            seat.Occupy(false);
        }
    }

    private static bool IsProxy(NodeSettings settings, IPAddress address) => settings.Ingest.TrustedProxies.Any(network => network.Contains(address));
}
