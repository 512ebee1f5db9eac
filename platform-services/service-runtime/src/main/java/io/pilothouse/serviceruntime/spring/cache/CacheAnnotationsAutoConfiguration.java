package io.pilothouse.serviceruntime.spring.cache;

import io.pilothouse.serviceruntime.cache.TwoTierCaches;
import java.util.ArrayList;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Bean;

/** Spring's cache annotations on the two-tier cache; the name of a cache is its pattern. */
@AutoConfiguration(
    after = TwoTierCacheAutoConfiguration.class,
    beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBean(TwoTierCaches.class)
@EnableCaching
public class CacheAnnotationsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  CacheManager cacheManager(
      TwoTierCaches caches, CacheProperties properties, BeanFactory beanFactory) {
    var packages = new ArrayList<>(properties.valuePackages());
    if (AutoConfigurationPackages.has(beanFactory)) {
      packages.addAll(AutoConfigurationPackages.get(beanFactory));
    }
    return new TwoTierCacheManager(caches.cache(new JsonValues(packages)));
  }

  @Bean
  @ConditionalOnMissingBean(CachingConfigurer.class)
  CachingConfigurer distinctKeys() {
    return new CachingConfigurer() {
      @Override
      public KeyGenerator keyGenerator() {
        return new DistinctKeys();
      }
    };
  }
}
