#pragma once

#include <vector>

#include "core/model/secret_makers.h"

/// Secrets with which one connects to what a controller runs, or that it gives out; for secret_makers.cpp only.
namespace vmcp::model {

/// Of a Cluster of CloudNativePG, for its users and its certificates. As reconcilePostgresSecrets and the names of
/// cluster_funcs.go.
std::vector<MadeObject> make_database_secrets(const NamedValue& cluster);

/// Of a postgresql of Zalando's operator, for its users. As credentialSecretNameForCluster with the template that it
/// has where nobody states another.
std::vector<MadeObject> make_postgres_users(const NamedValue& cluster);

/// Of a KafkaUser of Strimzi, unless something else authenticates it. As KafkaUserModel.
std::vector<MadeObject> make_kafka_user(const NamedValue& user);

/// Of a RabbitmqCluster, whose user may come from elsewhere. As DefaultUserSecretBuilder.
std::vector<MadeObject> make_rabbitmq_secrets(const NamedValue& cluster);

/// Of an Elasticsearch of Elastic's operator, for its user and its certificates.
std::vector<MadeObject> make_elastic_secrets(const NamedValue& cluster);

/// Of a MongoDBCommunity, for its users. As GetConnectionStringSecretName.
std::vector<MadeObject> make_mongodb_users(const NamedValue& database);

/// Of an ObjectBucketClaim, of the provisioners of buckets that Rook and NooBaa are.
std::vector<MadeObject> make_bucket(const NamedValue& claim);

/// Of a GrafanaServiceAccount, for each of its tokens that states a name.
std::vector<MadeObject> make_grafana_tokens(const NamedValue& account);

/// Of a PostgresCluster of Crunchy's operator, for its users; of one that states none for the user of its own name. As
/// reconcilePostgresUserSecrets.
std::vector<MadeObject> make_crunchy_users(const NamedValue& cluster);

/// Of a RedisEnterpriseDatabase.
std::vector<MadeObject> make_redis_database(const NamedValue& database);

}  // namespace vmcp::model
