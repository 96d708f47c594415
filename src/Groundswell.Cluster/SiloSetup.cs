using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Groundswell.Cluster;

/// <summary>Places the shards: in one silo in this process, with no peers, a free loopback port, nothing on disk, or without any.</summary>
public static class SiloSetup
{
    /// <summary>The node keeps its shards itself, and nobody else ever will.</summary>
    public static IHostApplicationBuilder AddOwnShards(this IHostApplicationBuilder builder, ShardAssignments assignments)
    {
        builder.Services.AddSingleton(assignments);
        builder.Services.AddSingleton<PlacedShards, OwnShards>();
        return builder;
    }

    public static IHostApplicationBuilder AddSingleSilo(this IHostApplicationBuilder builder, ShardAssignments assignments)
    {
        builder.Services.AddSingleton(assignments);
        builder.Services.AddSingleton<PlacedShards, GrainShards>();
        builder.UseOrleans(silo =>
        {
            var port = FindFreePort();
            silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0, primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, port));
            silo.Configure<EndpointOptions>(endpoints =>
            {
                endpoints.AdvertisedIPAddress = IPAddress.Loopback;
                endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port);
                endpoints.GatewayListeningEndpoint = null;
            });

            // Loading a month of history may take a while on a slow disk.
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromMinutes(5));
        });
        builder.Services.AddSerializer(serializer => serializer.AddJsonSerializer(
            type => type.Namespace?.StartsWith("Groundswell", StringComparison.Ordinal) == true,
            new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals }));
        return builder;
    }

    private static int FindFreePort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }
}
